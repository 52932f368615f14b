import Datasets
import FaceMask
import Foundation

/// An inspection's findings as one page that needs nothing else: pictures stand in it as data.
struct InspectionPage {
    let dataset: String
    let findings: Findings
    /// Pictures in a section.
    let limit: Int

    private static let picturesOfGroup = 12

    func html() throws -> String {
        let thumbnails = try Thumbnails()
        defer { thumbnails.remove() }
        let figures = PictureFigures(findings: findings, thumbnails: thumbnails)
        let summary = InspectionText(dataset: dataset, findings: findings).text
        let sections = [
            suspects(figures),
            groups("Look-alikes with different labels", findings.mixed, figures),
            groups("Largest groups of near-copies", findings.groups, figures),
            section("Smallest faces", findings.bySize.prefix(limit).map { figures.figure($0) }),
            section("Unreadable", findings.unreadable.prefix(limit).map { figures.fault($0) }),
        ]
        return """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>\(escaped(dataset))</title>
            <style>\(Self.style)</style></head><body>
            <h1>\(escaped(dataset))</h1>
            <p>A click on a line below a picture marks it, ready to be copied into a list of decisions: the upper one
            for <code>facemask dataset prepare --exclude</code>, the lower one for <code>--relabel</code>.</p>
            <pre>\(escaped(summary))</pre>
            \(sections.joined(separator: "\n"))
            </body></html>

            """
    }

    private func suspects(_ figures: PictureFigures) -> String {
        guard let labels = findings.labels else {
            return "<h2>Suspected labels</h2><p>Not looked for: that needs <code>--predictions</code>.</p>"
        }
        let shown = labels.suspects.prefix(limit)
        return section(
            "Suspected labels (\(shown.count) of \(labels.suspects.count))",
            shown.map { suspect in
                let reason = String(
                    format: "predicted %.2f against %.2f", suspect.probabilities.suggested, suspect.probabilities.given)
                return figures.figure(suspect.picture, suggested: suspect.suggested, reason: reason)
            })
    }

    /// As many groups as have `limit` pictures together, the first one in any case.
    private func groups(_ title: String, _ groups: [[Int]], _ figures: PictureFigures) -> String {
        var left = limit
        var shown: [String] = []
        for group in groups where left > 0 {
            let members = group.prefix(Self.picturesOfGroup)
            left -= members.count
            let more = group.count > members.count ? "<p>and \(group.count - members.count) more</p>" : ""
            shown.append("<div class=\"group\">\(members.map { figures.figure($0) }.joined())\(more)</div>")
        }
        return section("\(title) (\(shown.count) of \(groups.count))", shown)
    }

    private func section(_ title: String, _ parts: [String]) -> String {
        "<h2>\(escaped(title))</h2><div class=\"row\">\(parts.isEmpty ? "none" : parts.joined(separator: "\n"))</div>"
    }

    private static let style = """
        body{font:14px sans-serif;margin:1em;background:#fff;color:#222}
        .row,.group{display:flex;flex-wrap:wrap;gap:8px}
        .group{border:1px solid #bbb;padding:4px}
        figure{margin:0;width:170px;overflow:hidden}
        .frame{position:relative;display:inline-block;line-height:0}
        .frame i{position:absolute;border:1px solid #0c0}
        figcaption{font-size:11px;overflow-wrap:anywhere}
        code.line{display:block;user-select:all;white-space:nowrap;overflow:hidden;text-overflow:ellipsis;color:#555}
        b.worn{color:#07732a}b.wrong{color:#a35a00}b.bare{color:#b00020}
        """
}

/// Text as HTML shows it; control characters stand as `\n` or `\u{7}`.
func escaped(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { printable(String($0)) }
        .joined(separator: "\n")
        .replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        .replacing("\"", with: "&quot;")
}
