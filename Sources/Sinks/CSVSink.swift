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
                [box.x1, box.y1, box.x2, box.y2].map { "\(rounded($0, decimals: 2))" }
                + ["\(rounded(sighting.face.score, decimals: 4))"]
            let states = MaskState.allCases.map { state in
                verdict.probabilities[state].map { "\(rounded($0, decimals: 4))" } ?? ""
            }
            try row(
                picture + ["\(index + 1)"] + numbers
                    + [verdict.label, "\(rounded(verdict.probability, decimals: 4))"] + states)
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
        try write((fields + missing).map(Self.quoted).joined(separator: ",") + "\r\n")
    }

    private static func quoted(_ field: String) -> String {
        guard field.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return field }
        return "\"" + field.replacing("\"", with: "\"\"") + "\""
    }
}
