public import FaceMaskEvents
internal import FaceMaskFormats
public import FaceMaskCore

/// JSON Lines: one object on one line for each picture, frame and event, as soon as it is known.
public struct JSONLinesSink: ResultSink {
    private let write: (String) throws -> Void

    /// Creates a sink that hands each line, with its line break, to `write`.
    public init(write: @escaping (String) throws -> Void) { self.write = write }

    /// Writes the photo's object as one line, at once.
    public mutating func receive(_ photo: PhotoResult) throws { try write(PictureRecord(photo).json() + "\n") }
    /// Writes the frame's object as one line, at once.
    public mutating func receive(_ frame: FrameResult) throws { try write(PictureRecord(frame).json() + "\n") }
    /// Writes the event's object as one line.
    public mutating func receive(_ event: PersonEvent, in source: String) throws {
        try write(EventRecord(event, source: source).json() + "\n")
    }
    /// Writes the object as one line.
    public mutating func receive(json: String) throws { try write(json + "\n") }
    /// Writes the notice's object as one line.
    public mutating func receive(_ notice: SourceStatus) throws { try write(StatusRecord(notice).json() + "\n") }
    /// Writes an object with `source` and `error` as one line.
    public mutating func receive(failure: SourceFailure) throws { try write(PictureRecord(failure).json() + "\n") }
    /// Writes nothing: every line is complete.
    public mutating func finish() throws {}
}

/// One JSON array with the same objects; complete only after `finish`.
public struct JSONSink: ResultSink {
    private let write: (String) throws -> Void
    private var isFirst = true

    /// Creates a sink that hands pieces of the array to `write`.
    public init(write: @escaping (String) throws -> Void) { self.write = write }

    /// Writes the photo's object, separated from the one before by a comma.
    public mutating func receive(_ photo: PhotoResult) throws { try append(PictureRecord(photo)) }
    /// Writes the frame's object.
    public mutating func receive(_ frame: FrameResult) throws { try append(PictureRecord(frame)) }
    /// Writes the event's object.
    public mutating func receive(_ event: PersonEvent, in source: String) throws {
        try append(EventRecord(event, source: source))
    }
    /// Writes the object.
    public mutating func receive(json: String) throws { try append(text: json) }
    /// Writes the notice's object.
    public mutating func receive(_ notice: SourceStatus) throws { try append(StatusRecord(notice)) }
    /// Writes an object with `source` and `error`.
    public mutating func receive(failure: SourceFailure) throws { try append(PictureRecord(failure)) }
    /// Closes the array, which is empty when nothing came.
    public mutating func finish() throws { try write(isFirst ? "[]\n" : "\n]\n") }

    private mutating func append(_ record: some Encodable) throws { try append(text: try record.json()) }

    private mutating func append(text json: String) throws {
        try write((isFirst ? "[\n" : ",\n") + json)
        isFirst = false
    }
}
