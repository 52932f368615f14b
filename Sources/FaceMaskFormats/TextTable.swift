/// Columns of text: the first one flush left, the others flush right.
package struct TextTable {
    private var rows: [[String]]
    private static let gap = "  "

    /// Creates a table; names of columns, where there are some, are its first row.
    package init(columns: [String] = []) { rows = columns.isEmpty ? [] : [columns] }

    package mutating func add(_ cells: [String]) { rows.append(cells) }

    /// The lines, each with its line break.
    package var text: String { lines.map { $0 + "\n" }.joined() }

    /// The lines; nothing stands at their ends.
    package var lines: [String] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            // A row of one cell is a heading that may reach over the others.
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
