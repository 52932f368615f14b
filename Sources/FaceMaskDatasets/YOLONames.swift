import Foundation

/// The names of the classes of a YOLO dataset, by their indices.
struct YOLONames {
    let names: [Int: String]

    private static let lists = ["classes.txt", "obj.names", "labels/classes.txt"]
    private static let descriptions = ["data.yaml", "data.yml", "dataset.yaml"]

    init(in root: URL) throws {
        for file in Self.descriptions {
            guard let text = try? String(contentsOf: root.appending(path: file), encoding: .utf8) else { continue }
            names = Self.names(inYAML: text)
            if !names.isEmpty { return }
            throw DatasetError(
                .unreadableAnnotations, subject: root.path, reason: "its \(file) has no list of 'names'")
        }
        for file in Self.lists {
            guard let text = try? String(contentsOf: root.appending(path: file), encoding: .utf8) else { continue }
            let lines = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
            names = Dictionary(uniqueKeysWithValues: lines.filter { !$0.isEmpty }.enumerated().map { ($0, $1) })
            return
        }
        throw DatasetError(
            .unreadableAnnotations, subject: root.path, reason: "neither data.yaml nor classes.txt names its classes")
    }

    /// Returns whether a folder has a file with names.
    static func exist(in root: URL) -> Bool {
        (descriptions + lists).contains { FolderWalk.kind(of: root.appending(path: $0)) == .file }
    }

    /// Reads the key `names` in its three forms: `[a, b]`, a list with hyphens, or numbers with names. Other YAML
    /// doesn't occur, so there is no parser.
    static func names(inYAML text: String) -> [Int: String] {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(withoutComment)
        guard let start = lines.firstIndex(where: { $0.hasPrefix("names:") }) else { return [:] }
        let rest = lines[start].dropFirst("names:".count).trimmingCharacters(in: .whitespaces)
        if rest.hasPrefix("[") || rest.hasPrefix("{") {
            let tail = ([rest] + lines[(start + 1)...]).joined(separator: " ")
            let inner = tail.dropFirst().prefix { $0 != "]" && $0 != "}" }
            return numbered(inner.split(separator: ",").map { String($0) })
        }
        let block = lines[(start + 1)...].prefix {
            $0.isEmpty || $0.first?.isWhitespace == true || $0.hasPrefix("-")
        }
        return numbered(block.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty })
    }

    /// Reads entries: `- name`, `number: name` or `name`.
    private static func numbered(_ entries: [String]) -> [Int: String] {
        var names: [Int: String] = [:]
        for (index, entry) in entries.enumerated() {
            let parts = entry.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            if parts.count == 2, let number = Int(parts[0]) {
                names[number] = unquoted(parts[1])
            } else {
                names[index] = unquoted(entry.hasPrefix("-") ? String(entry.dropFirst()) : entry)
            }
        }
        return names
    }

    private static func withoutComment(_ line: Substring) -> String {
        let isComment = line.range(of: " #").map { line[..<$0.lowerBound] } ?? line
        return line.hasPrefix("#") ? "" : String(isComment)
    }

    private static func unquoted(_ text: String) -> String {
        text.trimmingCharacters(in: CharacterSet(charactersIn: " \t'\""))
    }
}
