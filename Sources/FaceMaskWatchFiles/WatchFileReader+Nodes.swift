internal import FaceMaskCore
internal import FaceMaskMonitoring
internal import Yams

extension WatchFileReader {
    /// Returns the root of the file; `nil` when the file is empty.
    func parse(_ yaml: String) throws(WatchFileError) -> Node? {
        do { return try Yams.compose(yaml: yaml) } catch let error as YamlError {
            switch error {
            case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
                .composer(_, let problem, let mark, _):
                throw WatchFileError(.damaged, file, line: mark.line, problem)
            case .duplicatedKeysInMapping(let duplicates, let context):
                throw WatchFileError(
                    .faulty, file, line: context.mark.line,
                    "it says '\(printable(duplicates.min() ?? ""))' twice in one place")
            default: throw WatchFileError(.damaged, file, "it holds characters that YAML doesn't know")
            }
        } catch { throw WatchFileError(.damaged, file, "it can't be understood") }
    }

    func section(_ node: Node, _ name: String, _ keys: [String]) throws(WatchFileError) -> Section {
        try Section(node, named: name, keys: keys, file: file)
    }

    func sequence(_ node: Node, _ what: String) throws(WatchFileError) -> Node.Sequence {
        guard let sequence = node.sequence else { throw fault(node, "\(what) must be a list") }
        return sequence
    }

    /// Returns a line of text. Numbers and booleans are taken as they are written.
    func text(_ node: Node, _ what: String) throws(WatchFileError) -> String {
        guard let text = node.scalar?.string, !text.allSatisfy(\.isWhitespace), text != "~" else {
            throw fault(node, "\(what) says nothing, or more than one line of text")
        }
        return text
    }

    func fault(_ node: Node?, _ reason: String) -> WatchFileError {
        WatchFileError(.faulty, file, line: node?.mark?.line, reason)
    }
}

extension MonitoringError {
    /// The description as a clause within a sentence.
    var sentence: String {
        let text = description.hasSuffix(".") ? String(description.dropLast()) : description
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}
