package import FaceMaskEvents
internal import FaceMaskFormats
package import FaceMaskCore

/// JSON Lines: one object on one line for each picture, frame and event, as soon as it is known.
package struct JSONLinesSink: ResultSink {
    private let write: (String) throws -> Void

    /// Creates a sink that passes each line, with its line break, to `write`.
    package init(write: @escaping (String) throws -> Void) { self.write = write }

    /// Writes the photo's object as one line, at once.
    package mutating func receive(_ photo: PhotoResult) throws { try write(PictureRecord(photo).json() + "\n") }
    /// Writes the frame's object as one line, at once.
    package mutating func receive(_ frame: FrameResult) throws { try write(PictureRecord(frame).json() + "\n") }
    /// Writes the event's object as one line.
    package mutating func receive(_ event: PersonEvent, in source: String) throws {
        try write(PersonRecord(event, source: source).json() + "\n")
    }
    /// Writes the alert's object as one line.
    package mutating func receive(_ alert: Alert) throws { try write(AlertRecord(alert).json() + "\n") }
    /// Writes the status's object as one line.
    package mutating func receive(_ status: SourceStatus) throws { try write(StatusRecord(status).json() + "\n") }
    /// Writes an object with `source` and `error` as one line.
    package mutating func receive(_ failure: SourceFailure) throws { try write(PictureRecord(failure).json() + "\n") }
    /// Writes nothing: every line is complete.
    package mutating func finish() throws {}
}

/// One JSON array with the same objects; complete only after `finish`.
package struct JSONSink: ResultSink {
    private let write: (String) throws -> Void
    private var isFirst = true

    /// Creates a sink that passes pieces of the array to `write`.
    package init(write: @escaping (String) throws -> Void) { self.write = write }

    /// Writes the photo's object, separated from the one before by a comma.
    package mutating func receive(_ photo: PhotoResult) throws { try append(PictureRecord(photo)) }
    /// Writes the frame's object.
    package mutating func receive(_ frame: FrameResult) throws { try append(PictureRecord(frame)) }
    /// Writes the event's object.
    package mutating func receive(_ event: PersonEvent, in source: String) throws {
        try append(PersonRecord(event, source: source))
    }
    /// Writes the alert's object.
    package mutating func receive(_ alert: Alert) throws { try append(AlertRecord(alert)) }
    /// Writes the status's object.
    package mutating func receive(_ status: SourceStatus) throws { try append(StatusRecord(status)) }
    /// Writes an object with `source` and `error`.
    package mutating func receive(_ failure: SourceFailure) throws { try append(PictureRecord(failure)) }
    /// Closes the array, which is empty when nothing came.
    package mutating func finish() throws { try write(isFirst ? "[]\n" : "\n]\n") }

    private mutating func append(_ record: some Encodable) throws {
        try write((isFirst ? "[\n" : ",\n") + record.json())
        isFirst = false
    }
}
