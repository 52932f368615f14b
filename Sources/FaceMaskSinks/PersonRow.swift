internal import FaceMaskFormats
package import FaceMaskCore

/// A tracked person as one row of comma-separated values (RFC 4180).
package struct PersonRow: Hashable, Sendable {
    /// The columns, in order.
    package static let columns = table.names

    /// The header row, with its line break.
    package static let header = table.header

    /// The row with its line break. Times are seconds since the source's beginning.
    package let text: String

    /// Creates the row of somebody who left.
    package init(_ person: Track, in source: String) { text = Self.table.text(of: (person, source)) }

    private typealias Column = CSVColumns<(person: Track, source: String)>.Column

    private static let table = CSVColumns(person + states)

    private static let person: [Column] = [
        ("source", { $0.source }),
        ("track", { "\($0.person.id)" }),
        ("state", { $0.person.verdict.label }),
        ("first", { RoundedNumber.seconds($0.person.firstSeen).text }),
        ("last", { RoundedNumber.seconds($0.person.lastSeen).text }),
        ("seconds", { RoundedNumber.seconds($0.person.lastSeen - $0.person.firstSeen).text }),
        ("probability", { RoundedNumber.share($0.person.verdict.probability).text }),
    ]

    private static let states: [Column] = MaskState.allCases.map { state in
        (state.label, { $0.person.verdict.probabilities[state].map { RoundedNumber.share($0).text } ?? "" })
    }
}
