/// The parts of a path, split by bytes: a combining mark at the beginning of a name forms one `Character` with the slash
/// or full stop before it.
package struct PathParts {
    /// Everything up to and including the last slash; empty if there is none.
    package let folder: String
    /// Everything after the last slash.
    package let name: String
    /// The name without its extension and the full stop before it.
    package let stem: String
    /// Everything after the name's last full stop; empty if there is none, or if it only hides the file.
    package let fileExtension: String

    package init(_ path: String) {
        let bytes = path.utf8
        let start = bytes.lastIndex(of: UInt8(ascii: "/")).map(bytes.index(after:)) ?? bytes.startIndex
        folder = String(path[..<start])
        name = String(path[start...])
        guard let dot = bytes[start...].lastIndex(of: UInt8(ascii: ".")), dot > start else {
            stem = name
            fileExtension = ""
            return
        }
        stem = String(path[start..<dot])
        fileExtension = String(path[bytes.index(after: dot)...])
    }

    /// Returns the path without a trailing slash: `out/` and `out` name the same folder.
    package static func withoutSlash(_ path: String) -> String {
        path.utf8.last == UInt8(ascii: "/") ? String(Substring(path.utf8.dropLast())) : path
    }

    /// Returns the letters and digits of a name, joined by hyphens, for use in a file name; `source` if it has none.
    package static func words(of name: String) -> String {
        let words = name.split { !$0.isLetter && !$0.isNumber }.joined(separator: "-")
        return words.isEmpty ? "source" : words
    }

    var isHidden: Bool { name.utf8.first == UInt8(ascii: ".") }
}
