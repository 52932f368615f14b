public import FaceMaskEvents
public import FaceMaskCore
internal import FaceMaskFormats

/// Comma-separated values after RFC 4180: one row for each face. A picture or frame without faces, or a source that
/// failed, has one row whose face columns are empty. Events have no rows.
public struct CSVSink: ResultSink {
    private let write: (String) throws -> Void
    private var hasHeader = false

    /// The columns, in order.
    public static let columns =
        ["source", "width", "height", "face", "x1", "y1", "x2", "y2", "score", "state", "probability"]
        + MaskState.allCases.map(\.label) + ["error", "frame", "time", "track"]

    /// Creates a sink that passes each row, with its line break, to `write`.
    public init(write: @escaping (String) throws -> Void) { self.write = write }

    /// Writes a row for each face, numbered from 1, or one row when there is none; before the first, the header.
    public mutating func receive(_ photo: PhotoResult) throws {
        try rows(
            [photo.source, String(photo.width), String(photo.height)], at: ["", ""],
            photo.sightings.map { (Self.face($0.face.box, score: $0.face.score, $0.verdict), "") })
    }

    /// Writes a row for each tracked person, numbered from 1, or one row when there is none.
    public mutating func receive(_ frame: FrameResult) throws {
        try rows(
            [frame.source, String(frame.width), String(frame.height)],
            at: [String(frame.frame), RoundedNumber.seconds(frame.time).text],
            frame.tracks.map { (Self.face($0.box, score: $0.sighting?.face.score, $0.verdict), String($0.id)) })
    }

    private mutating func rows(
        _ picture: [String], at moment: [String], _ faces: [(columns: [String], track: String)]
    ) throws {
        if faces.isEmpty { try row(picture + Self.blanks(Self.columns.count - 6) + moment + [""]) }
        for (index, face) in faces.enumerated() {
            // The error is between the face and the time.
            try row(picture + ["\(index + 1)"] + face.columns + [""] + moment + [face.track])
        }
    }

    private static func face(_ box: Box, score: Float?, _ verdict: Verdict) -> [String] {
        [box.x1, box.y1, box.x2, box.y2].map { RoundedNumber.pixels($0).text }
            + [score.map { RoundedNumber.share($0).text } ?? "", verdict.label]
            + [RoundedNumber.share(verdict.probability).text]
            + MaskState.allCases.map { state in
                verdict.probabilities[state].map { RoundedNumber.share($0).text } ?? ""
            }
    }

    private static func blanks(_ count: Int) -> [String] { [String](repeating: "", count: count) }

    /// Writes nothing: rows are faces.
    public mutating func receive(_ event: PersonEvent, in source: String) throws {}

    /// Writes nothing: rows are faces.
    public mutating func receive(_ alert: Alert) throws {}

    /// Writes nothing: rows are faces.
    public mutating func receive(_ status: SourceStatus) throws {}

    /// Writes a row with the source and the reason.
    public mutating func receive(_ failure: SourceFailure) throws {
        try row([failure.source] + Self.blanks(Self.columns.count - 5) + [failure.sentence])
    }

    /// Writes the header if nothing was received, so that every table has one.
    public mutating func finish() throws {
        if !hasHeader { try row([]) }
    }

    private mutating func row(_ fields: [String]) throws {
        if !hasHeader {
            hasHeader = true
            try write(Self.columns.joined(separator: ",") + "\r\n")
        }
        guard !fields.isEmpty else { return }
        try write(
            (fields + Self.blanks(Self.columns.count - fields.count)).map(CSV.field).joined(separator: ",") + "\r\n")
    }
}
