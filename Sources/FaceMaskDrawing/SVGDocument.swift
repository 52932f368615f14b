internal import FaceMaskFormats

/// Cairo's SVG text with additions.
struct SVGDocument {
    private var text: String

    /// Creates a document from Cairo's bytes.
    init(_ bytes: [UInt8]) {
        text = String(decoding: bytes, as: UTF8.self)
    }

    var bytes: [UInt8] { Array(text.utf8) }

    /// Returns the document with surfaces numbered by their position in it. Cairo numbers them by how many the process
    /// has created, so that the same plot would differ from run to run.
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

    /// Returns the document with a `<title>`, by which it can be found and read aloud, since Cairo turns text into
    /// outlines.
    func titled(_ title: String) -> SVGDocument {
        var result = self
        guard let root = result.text.firstRange(of: "<svg"),
            let end = result.text[root.upperBound...].firstIndex(of: ">")
        else { return result }
        result.text.insert(contentsOf: "\n<title>\(Markup.escaped(title))</title>", at: result.text.index(after: end))
        return result
    }
}
