public import FaceMaskCore

/// Takes what was seen and passes it on: to a person, a program or a file.
public protocol ResultSink {
    /// Takes the result of one photo.
    mutating func receive(_ photo: PhotoResult) throws
    /// Takes the result of one frame of a video or camera.
    mutating func receive(_ frame: FrameResult) throws
    /// Takes what happened to somebody who is followed; after the frame in which it became known.
    mutating func receive(_ event: PersonEvent, in source: String) throws
    /// Takes an object of another module's, one line of JSON; for those that write JSON.
    mutating func receive(json: String) throws
    /// Takes what became of a source that is watched.
    mutating func receive(_ notice: SourceStatus) throws
    /// Takes the sentence that says why a source gave no result.
    mutating func receive(failure: SourceFailure) throws
    /// Says that nothing more comes.
    mutating func finish() throws
}

/// A source that gave no result.
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
