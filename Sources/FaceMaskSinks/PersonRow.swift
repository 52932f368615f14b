internal import FaceMaskFormats
public import FaceMaskCore

/// A tracked person as one row of comma-separated values (RFC 4180).
public struct PersonRow: Hashable, Sendable {
    /// The columns, in order.
    public static let columns =
        ["source", "track", "state", "first", "last", "seconds", "probability"] + MaskState.allCases.map(\.label)

    /// The header row, with its line break.
    public static let header = columns.joined(separator: ",") + "\r\n"

    /// The row with its line break. Times are seconds since the source's beginning.
    public let text: String

    /// Creates the row of somebody who left.
    public init(_ person: Track, in source: String) {
        let times = [person.firstSeen, person.lastSeen, person.lastSeen - person.firstSeen]
        let verdict = person.verdict
        let probabilities = MaskState.allCases.map { state in
            verdict.probabilities[state].map { RoundedNumber.share($0).text } ?? ""
        }
        let fields =
            [source, String(person.id), verdict.label] + times.map { RoundedNumber.seconds($0).text }
            + [RoundedNumber.share(verdict.probability).text] + probabilities
        text = fields.map(CSV.field).joined(separator: ",") + "\r\n"
    }
}
