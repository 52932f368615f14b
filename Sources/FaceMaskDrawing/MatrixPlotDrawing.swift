import FaceMaskCore

/// Draws a matrix plot: names around a square of cells that takes all remaining room.
struct MatrixPlotDrawing {
    /// The maximum share of the sheet for the names of rows and columns.
    static let largestNameShare: Float = 0.28
    /// The maximum share of a cell's width that text fills.
    static let textShareOfCell: Float = 0.88
    /// Text smaller than this is left out because it would be illegible.
    static let smallestFont: Float = 7
    static let emptyCellColor = Color(red: 242, green: 242, blue: 242)

    private let plot: MatrixPlot
    private let sheet: PlotSheet
    private let names: Names
    let grid: CellGrid

    /// The plot's titles and labels, laid out.
    private struct Names {
        var title: TextLine?
        var rowTitle: TextLine?
        var columnTitle: TextLine?
        var rows: [TextLine?]
        var columns: [TextLine?] = []
        /// Whether the columns' names are rotated to read upwards because they are wider than a cell.
        var columnsAreUpright = false

        var rowsWidth: Float { rows.compactMap { $0?.width }.max() ?? 0 }
        var columnsWidth: Float { columns.compactMap { $0?.width }.max() ?? 0 }
        var columnsHeight: Float {
            columnsAreUpright ? columnsWidth : columns.compactMap { $0?.height }.max() ?? 0
        }
    }

    /// Creates a drawing of `plot` on `sheet`: the cells get the room that the texts leave.
    init(plot: MatrixPlot, sheet: PlotSheet) {
        self.plot = plot
        self.sheet = sheet
        let (inside, gap, count) = (sheet.inside, sheet.gap, Float(plot.labels.count))
        func lines(width: Float) -> [TextLine?] {
            plot.labels.map { sheet.line($0, font: sheet.tickFont, width: width) }
        }
        var names = Names(
            title: sheet.line(plot.title, font: sheet.titleFont, width: inside.width),
            rowTitle: sheet.line(plot.rowTitle, font: sheet.nameFont, width: inside.height),
            columnTitle: sheet.line(plot.columnTitle, font: sheet.nameFont, width: inside.width),
            rows: lines(width: inside.width * Self.largestNameShare))
        var room = inside
        room.x1 += names.rowsWidth + gap
        if let title = names.rowTitle { room.x1 += title.height + gap }
        if let title = names.title { room.y1 += title.height + 2 * gap }
        if let title = names.columnTitle { room.y2 -= title.height + gap }

        names.columns = lines(width: .infinity)
        let roomForName = min(room.width, room.height) / count - gap
        names.columnsAreUpright = names.columnsWidth > roomForName
        if names.columnsAreUpright { names.columns = lines(width: inside.height * Self.largestNameShare) }
        room.y2 -= names.columnsHeight + gap
        self.names = names
        let side = max(1, (min(room.width, room.height) / count).rounded(.down))
        let left = (room.x1 + (room.width - side * count) / 2).rounded()
        grid = CellGrid(left: left, top: room.y1.rounded(), side: side, count: plot.labels.count)
    }

    /// Draws everything.
    func draw(on canvas: borrowing Canvas) {
        drawCells(on: canvas)
        drawRowNames(on: canvas)
        drawColumnNames(on: canvas)
        drawTitles(on: canvas)
    }

    private func drawTitles(on canvas: borrowing Canvas) {
        let (area, gap, ink) = (grid.area, sheet.gap, PlotSheet.inkColor)
        let left = area.x1 - gap - names.rowsWidth
        if let title = names.title {
            let corner = Point(x: sheet.inside.x1, y: sheet.inside.y1)
            canvas.show(title, at: corner, color: ink)
        }
        if let title = names.rowTitle {
            let corner = Point(x: left - gap - title.height, y: (area.center.y + title.width / 2).rounded())
            canvas.showUpwards(title, at: corner, color: ink)
        }
        if let title = names.columnTitle {
            let top = area.y2 + gap + names.columnsHeight + gap
            let corner = Point(x: (area.center.x - title.width / 2).rounded(), y: top)
            canvas.show(title, at: corner, color: ink)
        }
    }

    private func drawCells(on canvas: borrowing Canvas) {
        for row in 0..<grid.count {
            for column in 0..<grid.count {
                let cell = grid.cell(row: row, column: column)
                let isShown = MatrixPlot.canShow(plot.values[row][column])
                // From white to full blue in one hue: the lightness conveys the order, also in greyscale.
                let share = plot.share(row: row, column: column) ?? 0
                let color = isShown ? Color.white.mixed(with: .blue, share: share) : Self.emptyCellColor
                canvas.fill(cell, with: color)
                drawTexts(plot.texts(row: row, column: column), in: cell, ink: color.ink, on: canvas)
            }
        }
        let pen = Pen(color: PlotSheet.gridColor, width: sheet.hairline)
        let area = grid.area
        for index in 0...grid.count {
            let distance = Float(index) * grid.side
            let (x, y) = (sheet.crisp(area.x1 + distance), sheet.crisp(area.y1 + distance))
            canvas.stroke([Point(x: x, y: area.y1), Point(x: x, y: area.y2)], with: pen)
            canvas.stroke([Point(x: area.x1, y: y), Point(x: area.x2, y: y)], with: pen)
        }
    }

    /// Draws the number in the first line, larger than the following ones.
    private func drawTexts(_ texts: [String], in cell: Box, ink: Color, on canvas: borrowing Canvas) {
        let room = cell.width * Self.textShareOfCell
        // If there isn't room for all lines, the number is left out first.
        let isCramped = cell.height < Self.smallestFont * Float(texts.count + 1)
        let texts = isCramped ? Array(texts.prefix(1)) : texts
        let lines = texts.enumerated().compactMap { index, text -> TextLine? in
            let base = index == 0 ? sheet.titleFont.size : sheet.tickFont.size
            let font = Font(size: min(base, (cell.height / Float(texts.count + 1)).rounded(.down)))
            guard font.size >= Self.smallestFont, let line = sheet.typesetter.line(text, font: font) else { return nil }
            // A number is shown in full or not at all: a shortened one would be another number.
            return line.fit(width: room, smallest: Self.smallestFont) && !line.isShortened ? line : nil
        }
        var top = cell.center.y - lines.reduce(0) { $0 + $1.height } / 2
        for line in lines {
            let corner = Point(x: (cell.center.x - line.width / 2).rounded(), y: top.rounded())
            canvas.show(line, at: corner, color: ink)
            top += line.height
        }
    }

    private func drawRowNames(on canvas: borrowing Canvas) {
        for (row, name) in names.rows.enumerated() {
            guard let name, name.height <= grid.side else { continue }
            let cell = grid.cell(row: row, column: 0)
            let corner = Point(x: cell.x1 - sheet.gap - name.width, y: (cell.center.y - name.height / 2).rounded())
            canvas.show(name, at: corner, color: PlotSheet.inkColor)
        }
    }

    private func drawColumnNames(on canvas: borrowing Canvas) {
        let top = grid.area.y2 + sheet.gap
        for (column, name) in names.columns.enumerated() {
            guard let name, names.columnsAreUpright ? name.height <= grid.side : true else { continue }
            let middle = grid.cell(row: 0, column: column).center.x
            if names.columnsAreUpright {
                let corner = Point(x: (middle - name.height / 2).rounded(), y: top + name.width)
                canvas.showUpwards(name, at: corner, color: PlotSheet.inkColor)
            } else {
                canvas.show(name, at: Point(x: (middle - name.width / 2).rounded(), y: top), color: PlotSheet.inkColor)
            }
        }
    }
}

/// The positions of the cells of a square table.
struct CellGrid {
    let left: Float
    let top: Float
    let side: Float
    let count: Int

    /// The area of all cells.
    var area: Box {
        let length = side * Float(count)
        return Box(x1: left, y1: top, x2: left + length, y2: top + length)
    }

    /// Returns the area of one cell.
    func cell(row: Int, column: Int) -> Box {
        let (x, y) = (left + Float(column) * side, top + Float(row) * side)
        return Box(x1: x, y1: y, x2: x + side, y2: y + side)
    }
}
