package import FaceMaskCore
package import FaceMaskEvents

/// Writes results in one format: for a person, a program or a file.
package protocol ResultSink {
    /// Writes the result of one photo.
    mutating func receive(_ photo: PhotoResult) throws
    /// Writes the result of one frame of a video or camera.
    mutating func receive(_ frame: FrameResult) throws
    /// Writes what happened to somebody who is followed; after the frame in which it became known.
    mutating func receive(_ event: PersonEvent, in source: String) throws
    /// Writes that a rule's condition has held for its time.
    mutating func receive(_ alert: Alert) throws
    /// Writes that a source was connected, lost or found again.
    mutating func receive(_ status: SourceStatus) throws
    /// Writes why a source gave no result.
    mutating func receive(_ failure: SourceFailure) throws
    /// Completes the format; nothing more follows.
    mutating func finish() throws
}

extension ResultSink {
    /// Writes whatever became known about a watched source.
    package mutating func receive(_ event: WatchEvent) throws {
        switch event.body {
        case .frame(let frame): try receive(frame)
        case .person(let person): try receive(person, in: event.source.name)
        case .alert(let alert): try receive(alert)
        case .source(let status): try receive(status)
        case .failure(let failure): try receive(failure)
        }
    }
}
