internal import FaceMaskFormats

/// The SVG text that Cairo wrote, with what Cairo leaves out.
struct SVGDocument {
    private var text: String

    /// Creates a document from Cairo's bytes.
    init(_ bytes: [UInt8]) {
        text = String(decoding: bytes, as: UTF8.self)
    }

    var bytes: [UInt8] { Array(text.utf8) }

    /// Cairo numbers surfaces by how many the process has made, so the same plot would differ from run to run; this
    /// numbers them by their place in the document.
    func withStableNames() -> SVGDocument {
        var names: [Substring: Int] = [:]
        var result = self
        result.text.replace(/\bsurface(?<number>[0-9]+)\b/) { match in
            let place = names[match.number] ?? names.count
            names[match.number] = place
            return "surface\(place)"
        }
        return result
    }

    /// Cairo turns text into outlines; a `<title>` keeps the document findable and readable aloud.
    func titled(_ title: String) -> SVGDocument {
        var result = self
        guard let root = result.text.firstRange(of: "<svg"),
            let end = result.text[root.upperBound...].firstIndex(of: ">")
        else { return result }
        result.text.insert(contentsOf: "\n<title>\(Markup.escaped(title))</title>", at: result.text.index(after: end))
        return result
    }
}
