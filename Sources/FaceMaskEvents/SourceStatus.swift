/// What became of a source, for people and programs.
public struct SourceStatus: Hashable, Sendable {
    /// The path or address as the user gave it, without passwords.
    public var source: String
    /// What happened.
    public var kind: Kind
    /// What happened, in some words for people, without a full stop.
    public var words: String

    /// What happens to a source, as programs read it.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The first frame is there.
        case connected
        /// Frames stopped coming.
        case lost
        /// An attempt to open the source has failed.
        case failed
        /// The next attempt comes after a while.
        case waiting
        /// Frames come again.
        case recovered
        /// Frames have another size than before.
        case resized
    }

    /// Creates a status.
    public init(source: String, kind: Kind, words: String) {
        self.source = source
        self.kind = kind
        self.words = words
    }
}
