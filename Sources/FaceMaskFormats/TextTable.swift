/// Text in columns: the first one is left-aligned, the others are right-aligned.
package struct TextTable {
    private var rows: [[String]]
    private static let gap = "  "

    /// Creates a table whose first row holds the columns' names, if there are any.
    package init(columns: [String] = []) { rows = columns.isEmpty ? [] : [columns] }

    /// Adds a row.
    package mutating func add(_ cells: [String]) { rows.append(cells) }

    /// The lines, each with a line break.
    package var text: String { lines.map { $0 + "\n" }.joined() }

    /// The lines, without spaces at their ends.
    package var lines: [String] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            // A row of one cell is a heading that may extend over all columns.
            rows.filter { $0.count > max(column, 1) }.map { $0[column].count }.max() ?? 0
        }
        return rows.map { row in
            guard row.count > 1 else { return row.joined() }
            return row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: max(0, widths[column] - cell.count))
                return column == 0 ? cell + padding : padding + cell
            }.joined(separator: Self.gap).trimmedEnd
        }
    }
}

extension String {
    fileprivate var trimmedEnd: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
