/// A square table as a heat map, such as a confusion matrix, coloured by each cell's share of its row.
package struct MatrixPlot: Hashable, Sendable {
    /// The heading of the table.
    package var title: String
    /// The meaning of the rows, such as `true state`.
    package var rowTitle: String
    /// The meaning of the columns, such as `predicted state`.
    package var columnTitle: String
    /// The names of the rows and, in the same order, of the columns.
    package var labels: [String]
    /// One number for each label in each row; a number that isn't finite or is negative is drawn as an empty cell.
    package var values: [[Double]]
    /// The text of the cells, in lines separated by `\n`; `nil` for the number and its share of the row.
    package var cellText: [[String]]?

    /// Creates a matrix plot.
    package init(title: String, rowTitle: String, columnTitle: String, labels: [String], values: [[Double]]) {
        self.title = title
        self.rowTitle = rowTitle
        self.columnTitle = columnTitle
        self.labels = labels
        self.values = values
        cellText = nil
    }

    /// Returns the plot as a file in `format`; the same plot always gives the same bytes.
    package func rendered(as format: PlotFormat, size: PlotSize = PlotSize(width: 640, height: 560)) throws -> [UInt8] {
        if let fault { throw DrawingError(.unsuitableData, subject: "the plot '\(title)'", reason: fault) }
        return try PlotSheet.render(title, as: format, size: size) { sheet, canvas in
            MatrixPlotDrawing(plot: self, sheet: sheet).draw(on: canvas)
        }
    }

    /// The reason that it can't be drawn; `nil` if it can.
    private var fault: String? {
        let count = labels.count
        if count == 0 { return "it has no labels" }
        if values.count != count || values.contains(where: { $0.count != count }) {
            return "its \(count) label(s) need a table of \(count)×\(count) numbers"
        }
        if let cellText, cellText.count != count || cellText.contains(where: { $0.count != count }) {
            return "its \(count) label(s) need a table of \(count)×\(count) texts"
        }
        return nil
    }

    /// Returns a cell's share of its row, 0…1; `nil` for an empty cell and in a row whose sum is 0.
    func share(row: Int, column: Int) -> Double? {
        let value = values[row][column]
        guard Self.canShow(value) else { return nil }
        let sum = values[row].filter(Self.canShow).reduce(0, +)
        return sum > 0 ? value / sum : nil
    }

    static func canShow(_ value: Double) -> Bool { value >= 0 && Axis.canShow(value) }

    /// Returns the lines of text in a cell.
    func texts(row: Int, column: Int) -> [String] {
        if let cellText { return cellText[row][column].split(separator: "\n").map(String.init) }
        let value = values[row][column]
        guard Self.canShow(value) else { return ["–"] }
        let isWhole = value == value.rounded() && value < 1e15
        let number = isWhole ? Axis.digits(value, 0) : value < 1e6 ? Axis.digits(value, 2) : "\(value)"
        guard let share = share(row: row, column: column) else { return [number] }
        return [number, Axis.digits(share * 100, 1) + "\u{A0}%"]
    }
}
