/// Pairs rows with columns so that their similarities have the greatest possible sum.
///
/// The Hungarian method with potentials and shortest augmenting paths (Kuhn 1955; Jonker and Volgenant, "A shortest
/// augmenting path algorithm for dense and sparse linear assignment problems", Computing 38, 1987): exact, in
/// rows² · columns steps.
enum Assignment {
    /// Returns the best pairs in ascending order of rows. A row and a column with a similarity of 0 or less are never paired.
    static func pairs(_ similarities: [[Double]]) -> [(row: Int, column: Int)] {
        guard let columns = similarities.first?.count, columns > 0 else { return [] }
        let allowed = similarities.map { row in row.map { max($0, 0) } }
        let isTall = allowed.count > columns
        // The method needs at least as many columns as rows.
        let wide = isTall ? (0..<columns).map { column in allowed.map { $0[column] } } : allowed
        return rowsOfColumns(wide).enumerated()
            .compactMap { column, row in row.map { isTall ? (column, $0) : ($0, column) } }
            .filter { allowed[$0.0][$0.1] > 0 }
            .sorted { $0.0 < $1.0 }
            .map { (row: $0.0, column: $0.1) }
    }

    /// Returns the row of each column, for a table that is at least as wide as it is high. Every row gets a column.
    private static func rowsOfColumns(_ similarities: [[Double]]) -> [Int?] {
        let rows = similarities.count
        let columns = similarities[0].count
        var rowPotentials = [Double](repeating: 0, count: rows)
        // One more column, the last, from which each search starts with its new row.
        var columnPotentials = [Double](repeating: 0, count: columns + 1)
        var owners = [Int?](repeating: nil, count: columns + 1)
        for newRow in 0..<rows {
            owners[columns] = newRow
            var distances = [Double](repeating: .infinity, count: columns)
            var previous = [Int](repeating: columns, count: columns)
            var isVisited = [Bool](repeating: false, count: columns + 1)
            var column = columns
            while let row = owners[column] {
                isVisited[column] = true
                var nearest = columns
                for other in 0..<columns where !isVisited[other] {
                    let slack = -similarities[row][other] - rowPotentials[row] - columnPotentials[other]
                    if slack < distances[other] { (distances[other], previous[other]) = (slack, column) }
                    if nearest == columns || distances[other] < distances[nearest] { nearest = other }
                }
                let step = distances[nearest]
                for other in 0...columns {
                    if isVisited[other] {
                        if let owner = owners[other] { rowPotentials[owner] += step }
                        columnPotentials[other] -= step
                    } else {
                        distances[other] -= step
                    }
                }
                column = nearest
            }
            while column != columns {
                let from = previous[column]
                owners[column] = owners[from]
                column = from
            }
        }
        return Array(owners.dropLast())
    }
}
