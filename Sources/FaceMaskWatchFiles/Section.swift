internal import FaceMaskFormats
internal import FaceMaskCore
internal import FaceMaskMonitoring
internal import Yams

/// A mapping in the file with a fixed set of keys.
struct Section {
    let node: Node
    private let values: [String: Node]

    /// Takes a mapping, which messages call `name`.
    ///
    /// - Throws: `WatchFileError` when `node` is not a mapping or has other keys than `keys`.
    init(_ node: Node, named name: String, keys: [String], file: String) throws(WatchFileError) {
        self.node = node
        guard case .mapping(let mapping) = node else {
            throw WatchFileError(
                .faulty, file, line: node.mark?.line, "\(name) must say \(Self.list(keys, "or")), each with a colon")
        }
        var values: [String: Node] = [:]
        for (key, value) in mapping {
            guard let text = key.scalar?.string, keys.contains(text) else {
                let text = printable(key.scalar?.string ?? "a list")
                let hint =
                    text.nearest(of: keys).map { "write '\($0)' if that is meant" }
                    ?? "it has \(Self.list(keys, "and"))"
                throw WatchFileError(.faulty, file, line: key.mark?.line, "\(name) has no '\(text)'; \(hint)")
            }
            values[text] = value
        }
        self.values = values
    }

    subscript(key: String) -> Node? { values[key] }

    private static func list(_ keys: [String], _ word: String) -> String {
        let names = keys.map { "'\($0)'" }
        return names.count < 2
            ? names.joined() : names.dropLast().joined(separator: ", ") + " \(word) \(names.last ?? "")"
    }
}
