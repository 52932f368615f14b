public import FaceMaskCore

/// Comma-separated values after RFC 4180: one row for each face. A picture without faces, or a source that failed, has
/// one row whose face columns are empty.
public struct CSVSink: SceneReceiving {
    private let write: (String) throws -> Void
    private var hasHeader = false

    /// The columns, in order.
    public static let columns =
        ["source", "width", "height", "face", "x1", "y1", "x2", "y2", "score", "state", "probability"]
        + MaskState.allCases.map(\.label) + ["error"]

    /// Creates a sink that hands each row, with its line break, to `write`.
    public init(write: @escaping (String) throws -> Void) { self.write = write }

    /// Writes a row for each face, numbered from 1, or one row when there is none; before the first, the header.
    public mutating func receive(_ scene: Scene) throws {
        let picture = [scene.source, String(scene.width), String(scene.height)]
        if scene.sightings.isEmpty { try row(picture) }
        for (index, sighting) in scene.sightings.enumerated() {
            let box = sighting.face.box
            let verdict = sighting.verdict
            let numbers =
                [box.x1, box.y1, box.x2, box.y2].map { Self.number($0, decimals: pixelDecimals) }
                + [Self.number(sighting.face.score, decimals: shareDecimals)]
            let states = MaskState.allCases.map { state in
                verdict.probabilities[state].map { Self.number($0, decimals: shareDecimals) } ?? ""
            }
            try row(
                picture + ["\(index + 1)"] + numbers
                    + [verdict.label, Self.number(verdict.probability, decimals: shareDecimals)] + states)
        }
    }

    /// Writes a row with the source and, in the last column, the sentence.
    public mutating func receive(failure: SourceFailure) throws {
        let blanks = [String](repeating: "", count: Self.columns.count - 2)
        try row([failure.source] + blanks + [failure.sentence])
    }

    /// Writes the header when nothing came, so that the table is never without one.
    public mutating func finish() throws {
        if !hasHeader { try row([]) }
    }

    private mutating func row(_ fields: [String]) throws {
        if !hasHeader {
            hasHeader = true
            try write(Self.columns.joined(separator: ",") + "\r\n")
        }
        guard !fields.isEmpty else { return }
        let missing = [String](repeating: "", count: Self.columns.count - fields.count)
        try write((fields + missing).map(Self.field).joined(separator: ",") + "\r\n")
    }

    /// Empty for what is not a finite number.
    private static func number(_ value: Float, decimals: Int) -> String {
        rounded(value, decimals: decimals).map { "\($0)" } ?? ""
    }

    /// One field as RFC 4180 wants it: in quotes where it holds a comma, a quote or a line break.
    ///
    /// Bytes decide, as they do in every reader: a comma with a combining mark is one `Character`, and yet a comma.
    public static func field(_ text: String) -> String {
        let quote = UInt8(ascii: "\"")
        let special = [quote, UInt8(ascii: ","), UInt8(ascii: "\r"), UInt8(ascii: "\n")]
        guard text.utf8.contains(where: special.contains) else { return text }
        let doubled = text.utf8.flatMap { $0 == quote ? [quote, quote] : [$0] }
        return "\"" + String(decoding: doubled, as: UTF8.self) + "\""
    }
}
