package import FaceMaskCore

/// Decisions about pictures of a dataset, as a list in a text file: the dataset itself is unchanged.
///
/// Each line is a decision: the picture, its state in lists of labels, and the reason in words. Fields are separated by
/// spaces, or by tabs if a path contains spaces. Empty lines and lines that begin with `#` are ignored.
package struct DecisionList: Sendable {
    /// The kinds of list.
    package enum Kind: Sendable {
        /// Pictures to leave out.
        case exclusion
        /// Pictures with a wrong label, and the right state.
        case relabelling
    }

    /// The decisions by the SHA-256 of a crop or photo, in lower case, or by its path in crop sets.
    private var decisions: [String: MaskState?] = [:]

    /// Reads a list from text; `name` is the file's name in errors. Throws `DatasetError` for the first line that isn't
    /// a decision.
    package init(_ text: String, kind: Kind, name: String) throws {
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            if line.allSatisfy(\.isWhitespace) || line.hasPrefix("#") { continue }
            func fault(_ reason: String) -> DatasetError {
                DatasetError(.unreadableDecisions, subject: name, reason: "line \(index + 1) \(reason)")
            }
            let parts =
                line.contains("\t")
                ? line.split(separator: "\t").map { String($0) }
                : line.split(whereSeparator: \.isWhitespace).map { String($0) }
            let key = Self.key(parts[0])
            switch kind {
            case .exclusion:
                guard parts.count > 1 else { throw fault("gives no reason") }
                decisions[key] = .some(nil)
            case .relabelling:
                guard parts.count > 1, let state = MaskState(label: parts[1]) else {
                    throw fault("names no state after '\(parts[0])'")
                }
                guard parts.count > 2 else { throw fault("gives no reason") }
                decisions[key] = .some(state)
            }
        }
    }

    /// The hashes and paths in the list, in byte order.
    package var subjects: [String] { decisions.keys.sorted(by: FolderWalk.byteOrder) }

    /// Returns the first of a picture's names (hashes and paths) that is in the list.
    package func subject(among names: [String]) -> String? { names.map(Self.key).first { decisions[$0] != nil } }

    /// Returns the state of the first of a picture's names that is in the list; `nil` if there is none.
    package func state(of names: [String]) -> MaskState? { subject(among: names).flatMap { decisions[$0] ?? nil } }

    /// Returns a hash in lower case, and a path unchanged.
    private static func key(_ text: String) -> String {
        text.count == hashLength && text.allSatisfy(\.isHexDigit) ? text.lowercased() : text
    }

    private static let hashLength = 64
}
