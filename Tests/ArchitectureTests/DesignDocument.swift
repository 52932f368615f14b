import Foundation

/// What docs/design.md says of the layers.
struct DesignDocument {
    typealias Layer = (name: String, modules: Set<String>)

    /// From the ground up: a module imports modules of lower layers only.
    let layers: [Layer]

    /// Reads the table below the heading `Layers`, whose first row is the highest layer.
    init() throws {
        let text = try Self.text(of: "docs/design.md")
        let section = text.components(separatedBy: "\n## ").first { $0.hasPrefix("Layers\n") } ?? ""
        let rows = section.split(separator: "\n").filter { $0.hasPrefix("|") }.dropFirst(2)
        layers = rows.reversed().map { row in
            let cells = row.split(separator: "|", omittingEmptySubsequences: false)
            return (
                name: cells[1].trimmingCharacters(in: .whitespaces),
                modules: Set(cells[2].matches(of: /`(\w+)`/).map { String($0.output.1) })
            )
        }
    }

    /// The words between backticks in a document.
    static func codeWords(of document: String) throws -> Set<String> {
        Set(try text(of: document).matches(of: /`([^`\n]+)`/).map { String($0.output.1) })
    }

    private static func text(of document: String) throws -> String {
        try String(contentsOf: Manifest.root.appending(path: document), encoding: .utf8)
    }
}
