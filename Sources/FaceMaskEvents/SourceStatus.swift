/// What became of a source, for people and programs.
public struct SourceStatus: Hashable, Sendable {
    /// The path or address as the user gave it, without passwords.
    public var source: String
    /// One word for programs: `connected`, `lost`, `failed`, `waiting`, `recovered`, `resized`.
    public var kind: String
    /// Some words for people, without a full stop.
    public var words: String

    /// Creates a notice.
    public init(source: String, kind: String, words: String) {
        self.source = source
        self.kind = kind
        self.words = words
    }
}
