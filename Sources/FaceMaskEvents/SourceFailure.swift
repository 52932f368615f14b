/// A source that gave no result, or an output of it that failed.
public struct SourceFailure: Hashable, Sendable {
    /// The path or address as the user gave it.
    public var source: String
    /// One sentence: what failed, why, and what to do.
    public var sentence: String

    /// Creates a failure.
    public init(source: String, sentence: String) {
        self.source = source
        self.sentence = sentence
    }
}
