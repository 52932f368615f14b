public import FaceMaskCore

/// What somebody decided about pictures of a dataset, as a list that can be read and committed: the dataset itself
/// stays as it was collected.
///
/// One decision a line: what it is about, for lists of labels the state, then in words why. Parts are divided by blanks,
/// or by tabs where a path has blanks. Empty lines and lines that begin with `#` say nothing.
public struct DecisionList: Sendable {
    /// What a list decides.
    public enum Kind: Sendable {
        /// Its pictures are left out.
        case exclusion
        /// Its pictures show something else than their dataset says.
        case relabelling
    }

    /// By SHA-256 of a crop or photo in lower case, or by path as crop sets name photos and crops.
    private var decisions: [String: MaskState?] = [:]

    /// An empty list.
    public init() {}

    /// Reads `text`. Throws `DatasetError` that names the first line that is none.
    public init(_ text: String, kind: Kind, name: String) throws {
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

    /// How many pictures it is about.
    public var count: Int { decisions.count }
    /// The hashes and paths it names, in byte order.
    public var subjects: [String] { decisions.keys.sorted(by: FolderWalk.byteOrder) }

    /// The first of `names` that the list is about, by which a picture is known under several.
    public func subject(among names: [String]) -> String? { names.map(Self.key).first { decisions[$0] != nil } }

    /// The state that the list gives to the first of `names` it is about; `nil` when it gives none.
    public func state(of names: [String]) -> MaskState? { subject(among: names).flatMap { decisions[$0] ?? nil } }

    /// Hexadecimal digits may be in upper case; paths are what they are.
    private static func key(_ text: String) -> String {
        text.count == hashLength && text.allSatisfy(\.isHexDigit) ? text.lowercased() : text
    }

    private static let hashLength = 64
}
