package import FaceMaskEvents
package import FaceMaskCore
internal import FaceMaskFormats

/// Comma-separated values after RFC 4180: one row for each face. A picture or frame without faces, or a source that
/// failed, has one row whose face columns are empty. Events have no rows.
package struct CSVSink: ResultSink {
    private let write: (String) throws -> Void
    private var hasHeader = false

    /// The columns, in order.
    package static let columns = table.names

    /// Creates a sink that passes each row, with its line break, to `write`.
    package init(write: @escaping (String) throws -> Void) { self.write = write }

    /// Writes a row for each face, numbered from 1, or one row when there is none; before the first, the header.
    package mutating func receive(_ photo: PhotoResult) throws {
        let picture = Row(source: photo.source, size: (photo.width, photo.height))
        try rows(picture, photo.sightings.map { Row.Face(box: $0.face.box, score: $0.face.score, verdict: $0.verdict) })
    }

    /// Writes a row for each tracked person, numbered from 1, or one row when there is none.
    package mutating func receive(_ frame: FrameResult) throws {
        var picture = Row(source: frame.source, size: (frame.width, frame.height))
        picture.moment = (frame.frame, frame.time)
        let faces = frame.tracks.map {
            Row.Face(box: $0.box, score: $0.sighting?.face.score, verdict: $0.verdict, track: $0.id)
        }
        try rows(picture, faces)
    }

    /// Writes nothing: rows are faces.
    package mutating func receive(_ event: PersonEvent, in source: String) throws {}

    /// Writes nothing: rows are faces.
    package mutating func receive(_ alert: Alert) throws {}

    /// Writes nothing: rows are faces.
    package mutating func receive(_ status: SourceStatus) throws {}

    /// Writes a row with the source and the reason.
    package mutating func receive(_ failure: SourceFailure) throws {
        try add(Row(source: failure.source, error: failure.sentence))
    }

    /// Writes the header if nothing was received, so that every table has one.
    package mutating func finish() throws { try writeHeader() }

    private mutating func rows(_ picture: Row, _ faces: [Row.Face]) throws {
        if faces.isEmpty { try add(picture) }
        for (index, face) in faces.enumerated() {
            var row = picture
            (row.number, row.face) = (index + 1, face)
            try add(row)
        }
    }

    private mutating func add(_ row: Row) throws {
        try writeHeader()
        try write(Self.table.text(of: row))
    }

    private mutating func writeHeader() throws {
        guard !hasHeader else { return }
        hasHeader = true
        try write(Self.table.header)
    }
}

extension CSVSink {
    /// A face in a photo or frame, one without faces, or a source that failed. What it lacks is an empty field.
    private struct Row {
        var source: String
        var size: (width: Int, height: Int)?
        var number: Int?
        var face: Face?
        var error: String?
        var moment: (frame: Int, time: Double)?

        struct Face {
            var box: Box
            /// The detector's score; `nil` where the box is predicted.
            var score: Float?
            var verdict: Verdict
            var track: Int?
        }
    }

    private typealias Column = CSVColumns<Row>.Column

    private static let table = CSVColumns(picture + face + states + rest)

    private static let picture: [Column] = [
        ("source", { $0.source }),
        ("width", { text($0.size?.width) }),
        ("height", { text($0.size?.height) }),
    ]

    private static let face: [Column] = [
        ("face", { text($0.number) }),
        ("x1", { pixels($0.face?.box.x1) }),
        ("y1", { pixels($0.face?.box.y1) }),
        ("x2", { pixels($0.face?.box.x2) }),
        ("y2", { pixels($0.face?.box.y2) }),
        ("score", { share($0.face?.score) }),
        ("state", { $0.face?.verdict.label ?? "" }),
        ("probability", { share($0.face?.verdict.probability) }),
    ]

    private static let states: [Column] = MaskState.allCases.map { state in
        (state.label, { share($0.face?.verdict.probabilities[state]) })
    }

    /// What came later stands last, so that programs that count columns find the others where they were.
    private static let rest: [Column] = [
        ("error", { $0.error ?? "" }),
        ("frame", { text($0.moment?.frame) }),
        ("time", { $0.moment.map { RoundedNumber.seconds($0.time).text } ?? "" }),
        ("track", { text($0.face?.track) }),
    ]

    private static func text(_ number: Int?) -> String { number.map { "\($0)" } ?? "" }
    private static func pixels(_ number: Float?) -> String { number.map { RoundedNumber.pixels($0).text } ?? "" }
    private static func share(_ number: Float?) -> String { number.map { RoundedNumber.share($0).text } ?? "" }
}
