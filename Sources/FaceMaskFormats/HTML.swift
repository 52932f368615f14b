internal import Foundation

/// Parts of an HTML page. All text is escaped.
package enum HTML {
    /// Returns `text` as the content of an element or an attribute.
    package static func escaped(_ text: String) -> String { Markup.escaped(text) }

    /// An element that holds `text`.
    package static func element(_ name: String, text: String) -> String { "<\(name)>\(escaped(text))</\(name)>\n" }

    /// A table whose first column holds names; without a header row if `header` is empty.
    package static func table(header: [String], rows: [[String]]) -> String {
        func cells(_ texts: [String], _ tag: String) -> String {
            texts.map { "<\(tag)>\(escaped($0))</\(tag)>" }.joined()
        }
        let head = header.isEmpty ? "" : "<thead><tr>\(cells(header, "th"))</tr></thead>\n"
        let body = rows.map { "<tr>\(cells($0, "td"))</tr>\n" }.joined()
        return "<table>\(head)<tbody>\(body)</tbody></table>\n"
    }

    /// A picture embedded in the page as a separate document, so that names in one SVG don't collide with those in
    /// another.
    package static func image(_ bytes: [UInt8], type: String, alt: String, className: String) -> String {
        "<img class=\"\(className)\" alt=\"\(escaped(alt))\" src=\"data:\(type);base64,"
            + "\(Data(bytes).base64EncodedString())\">"
    }

    /// A whole page that loads nothing from elsewhere. `body` is HTML.
    package static func page(title: String, body: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
        <title>\(escaped(title))</title>
        <style>
        \(style)
        </style>
        </head>
        <body>
        \(body)
        </body>
        </html>

        """
    }

    /// The colours are those of the browser's light or dark scheme. Plots are drawn for a white page, so the dark scheme
    /// inverts them.
    private static let style = """
        :root { color-scheme: light dark; }
        body { font: 15px/1.45 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem;
               overflow-wrap: break-word; }
        table { border-collapse: collapse; margin: .8rem 0 1.4rem; font-variant-numeric: tabular-nums; }
        th, td { padding: .2rem .9rem .2rem 0; text-align: right; border-bottom: 1px solid #8884; }
        th:first-child, td:first-child { text-align: left; }
        .plots, .faces { display: flex; flex-wrap: wrap; gap: 1rem; }
        .plot { width: 35rem; max-width: 100%; height: auto; }
        figure { margin: 0; width: 11rem; font-size: 12px; }
        .face { height: 9rem; max-width: 100%; object-fit: contain; }
        @media (prefers-color-scheme: dark) { .plot { filter: invert(.9) hue-rotate(180deg); } }
        """
}
