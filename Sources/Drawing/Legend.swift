import FaceMaskCore

/// How one curve is drawn, on the plot and in the legend alike.
struct CurveLook {
    /// Shapes as a second cue besides the colour.
    enum Marker: CaseIterable {
        case disc
        case square
        case diamond
        case triangle
    }

    let pen: Pen
    let marker: Marker
    let markerRadius: Float

    /// The look of the curve at `place` in its plot.
    init(of series: LinePlot.Series, place: Int, unit: Float) {
        let index = max(series.colorIndex ?? place, 0)
        let dash: Pen.Dash =
            switch series.line {
            case .solid: .solid
            case .dashed: .dashed
            case .dotted: .dotted
            }
        // Two pixels at the design size: clearly heavier than axes and grid.
        pen = Pen(color: Color.lines[index % Color.lines.count], width: 2 * unit, dash: dash)
        marker = Marker.allCases[index % Marker.allCases.count]
        markerRadius = 3.5 * unit
    }

    /// Draws a marker; shapes are scaled to look equally large.
    func drawMarker(at center: Point, on canvas: borrowing Canvas) {
        func corner(_ x: Float, _ y: Float) -> Point {
            Point(x: center.x + x * markerRadius, y: center.y + y * markerRadius)
        }
        switch marker {
        case .disc:
            canvas.fillDisc(at: center, radius: markerRadius, with: pen.color)
        case .square:
            let corners = [corner(-0.9, -0.9), corner(0.9, -0.9), corner(0.9, 0.9), corner(-0.9, 0.9)]
            canvas.fill(corners, with: pen.color)
        case .diamond:
            canvas.fill([corner(0, -1.25), corner(1.25, 0), corner(0, 1.25), corner(-1.25, 0)], with: pen.color)
        case .triangle:
            canvas.fill([corner(0, -1.2), corner(1.15, 0.85), corner(-1.15, 0.85)], with: pen.color)
        }
    }
}

/// Names of the curves in rows above the axes, where they can't cover data.
struct Legend {
    private struct Entry {
        var text: TextLine
        var look: CurveLook?
        var x: Float
        var row: Int
    }

    private var entries: [Entry] = []
    private var rows = 0
    private let rowHeight: Float
    private let sampleWidth: Float
    private let gap: Float

    /// Rows beyond it would take the plot's own room.
    static let largestShareOfSheet: Float = 0.3

    /// Lays out the names of `plot` in rows of `width`. What doesn't fit is counted in a last entry.
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
            let look = CurveLook(of: series, place: place, unit: sheet.unit)
            entries.append(Entry(text: text, look: look, x: x, row: rows - 1))
            x += overhead + text.width + 3 * gap
        }
    }

    private mutating func replaceLast(byCountOf rest: Int, sheet: PlotSheet) {
        guard let last = entries.popLast(),
            let text = sheet.typesetter.line("… and \(rest + 1) more", font: sheet.nameFont)
        else { return }
        entries.append(Entry(text: text, look: nil, x: last.x, row: last.row))
    }

    var height: Float { Float(rows) * rowHeight }

    /// Draws the legend, its top left corner at `corner`.
    func draw(on canvas: borrowing Canvas, at corner: Point) {
        for entry in entries {
            let left = corner.x + entry.x
            let middle = corner.y + (Float(entry.row) + 0.5) * rowHeight
            var textLeft = left
            if let look = entry.look {
                let ends = [Point(x: left, y: middle), Point(x: left + sampleWidth, y: middle)]
                canvas.stroke(ends, with: look.pen)
                look.drawMarker(at: Point(x: left + sampleWidth / 2, y: middle), on: canvas)
                textLeft += sampleWidth + gap
            }
            let top = (middle - entry.text.height / 2).rounded()
            canvas.show(entry.text, at: Point(x: textLeft.rounded(), y: top), color: PlotSheet.inkColor)
        }
    }
}
