import FaceMaskCore

/// Names of the curves in rows above the axes, where they can't cover data.
struct Legend {
    private struct Entry {
        var text: TextLine
        var style: CurveStyle?
        var x: Float
        var row: Int
    }

    private var entries: [Entry] = []
    private var rows = 0
    private let rowHeight: Float
    private let sampleWidth: Float
    private let gap: Float

    /// The maximum share of the sheet's height; more rows would take the room of the plot.
    static let largestShareOfSheet: Float = 0.3

    /// Lays out the names of `plot` in rows of `width`. Names that don't fit are counted in a final entry.
    init(of plot: LinePlot, sheet: PlotSheet, width: Float) {
        rowHeight = (sheet.nameFont.size * 1.55).rounded()
        sampleWidth = (30 * sheet.unit).rounded()
        gap = sheet.gap
        let possibleRows = max(1, Int(Float(sheet.size.height) * Self.largestShareOfSheet / rowHeight))
        let overhead = sampleWidth + gap
        var x: Float = 0
        let named = plot.series.enumerated().filter { !$0.element.name.isEmpty }
        for (index, (place, series)) in named.enumerated() {
            guard let text = sheet.line(series.name, font: sheet.nameFont, width: width - overhead) else { continue }
            if rows == 0 { rows = 1 }
            if x > 0, x + overhead + text.width > width { (x, rows) = (0, rows + 1) }
            if rows > possibleRows {
                rows = possibleRows
                replaceLast(byCountOf: named.count - index, sheet: sheet)
                return
            }
            let style = CurveStyle(of: series, place: place, unit: sheet.unit, width: width)
            entries.append(Entry(text: text, style: style, x: x, row: rows - 1))
            x += overhead + text.width + 3 * gap
        }
    }

    private mutating func replaceLast(byCountOf rest: Int, sheet: PlotSheet) {
        guard let last = entries.popLast(),
            let text = sheet.typesetter.line("… and \(rest + 1) more", font: sheet.nameFont)
        else { return }
        entries.append(Entry(text: text, style: nil, x: last.x, row: last.row))
    }

    var height: Float { Float(rows) * rowHeight }

    /// Draws the legend with its top left corner at `corner`.
    func draw(on canvas: borrowing Canvas, at corner: Point) {
        for entry in entries {
            let left = corner.x + entry.x
            let middle = corner.y + (Float(entry.row) + 0.5) * rowHeight
            var textLeft = left
            if let style = entry.style {
                let ends = [Point(x: left, y: middle), Point(x: left + sampleWidth, y: middle)]
                canvas.stroke(ends, with: style.pen)
                let center = Point(x: left + sampleWidth / 2, y: middle)
                if style.marksAllPoints { style.drawMarker(at: center, on: canvas) }
                textLeft += sampleWidth + gap
            }
            let top = (middle - entry.text.height / 2).rounded()
            canvas.show(entry.text, at: Point(x: textLeft.rounded(), y: top), color: PlotSheet.inkColor)
        }
    }
}
