/// A path taken apart by bytes. A name may begin with a combining mark, which makes one `Character` of it and the
/// slash or full stop before.
package struct PathParts {
    /// Up to and with the last slash; empty when there is none.
    package let folder: String
    /// What follows the last slash.
    package let name: String
    /// The name without its extension and the full stop before.
    package let stem: String
    /// What follows the name's last full stop; empty when there is none, or when it only hides the file.
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

    /// `out/` and `out` name the same folder.
    package static func withoutSlash(_ path: String) -> String {
        path.utf8.last == UInt8(ascii: "/") ? String(Substring(path.utf8.dropLast())) : path
    }

    /// A name's letters and digits, joined by hyphens: what may stand in a file name. `source` when there are none.
    package static func words(of name: String) -> String {
        let words = name.split { !$0.isLetter && !$0.isNumber }.joined(separator: "-")
        return words.isEmpty ? "source" : words
    }

    var isHidden: Bool { name.utf8.first == UInt8(ascii: ".") }
}
