/// The columns of a table of comma-separated values (RFC 4180), each with its value in a row.
package struct CSVColumns<Row>: Sendable {
    private let columns: [Column]

    /// A column's name and the text of its field in a row.
    package typealias Column = (name: String, value: @Sendable (Row) -> String)

    /// Creates the columns, in order.
    package init(_ columns: [Column]) { self.columns = columns }

    /// The names of the columns, in order.
    package var names: [String] { columns.map { $0.name } }

    /// The header row, with its line break.
    package var header: String { Self.line(names) }

    /// Returns the text of a row, with its line break.
    package func text(of row: Row) -> String { Self.line(columns.map { $0.value(row) }) }

    private static func line(_ fields: [String]) -> String { fields.map(CSV.field).joined(separator: ",") + "\r\n" }
}
