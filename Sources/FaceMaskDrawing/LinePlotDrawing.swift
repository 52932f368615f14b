import FaceMaskCore

/// Draws a line plot: title, legend, then the axes with the curves in the remaining room.
struct LinePlotDrawing {
    /// The minimum distance of ticks in pixels at the design size: labels of five digits don't touch.
    static let xTickDistance: Float = 70
    static let yTickDistance: Float = 45
    /// Padding at the left and right, as a share of the width, so that end markers don't touch the axis.
    static let xPadding = 0.02

    private let plot: LinePlot
    private let sheet: PlotSheet
    private let names: Names
    let legend: Legend
    let frame: PlotFrame
    private let yTexts: [TextLine?]

    /// The plot's title and axis labels, laid out.
    private struct Names {
        let title: TextLine?
        let x: TextLine?
        let y: TextLine?
    }

    /// Creates a drawing of `plot` on `sheet`: the axes get the room that the texts leave.
    init(plot: LinePlot, sheet: PlotSheet) {
        self.plot = plot
        self.sheet = sheet
        let (inside, gap) = (sheet.inside, sheet.gap)
        let shown = plot.series.flatMap(\.points).filter { Axis.canShow($0.x) && Axis.canShow($0.y) }
        // Title, legend and names usually take a quarter of the height.
        let yTicks = inside.height * 0.75 / (Self.yTickDistance * sheet.unit)
        let yAxis = Axis(covering: shown.map(\.y), fixed: plot.yRange, grows: true, wantedTicks: Int(yTicks))
        yTexts = yAxis.labels.map { sheet.line($0, font: sheet.tickFont, width: inside.width / 3) }
        names = Names(
            title: sheet.line(plot.title, font: sheet.titleFont, width: inside.width),
            x: sheet.line(plot.xLabel, font: sheet.nameFont, width: inside.width),
            y: sheet.line(plot.yLabel, font: sheet.nameFont, width: inside.height))

        var area = inside
        area.x1 += yTexts.compactMap { $0?.width }.max() ?? 0
        if let y = names.y { area.x1 += y.height + gap }
        area.x1 += gap
        area.x2 -= 2 * gap
        if let title = names.title { area.y1 += title.height + gap }
        legend = Legend(of: plot, sheet: sheet, width: area.width)
        area.y1 += legend.height + gap
        area.y2 -= (sheet.tickFont.size * 1.2).rounded() + gap
        if let x = names.x { area.y2 -= x.height + gap }

        let xTicks = area.width / (Self.xTickDistance * sheet.unit)
        let xAxis = Axis(
            covering: shown.map(\.x), fixed: plot.xRange, wholeNumbers: plot.hasWholeNumberX, wantedTicks: Int(xTicks))
        frame = PlotFrame(area: area, xAxis: xAxis.padded(by: Self.xPadding), yAxis: yAxis)
    }

    /// Draws everything.
    func draw(on canvas: borrowing Canvas) {
        drawNames(on: canvas)
        drawYTicks(on: canvas)
        drawXTicks(on: canvas)
        drawAxes(on: canvas)
        for (place, series) in plot.series.enumerated() { draw(series, place: place, on: canvas) }
    }

    private func drawNames(on canvas: borrowing Canvas) {
        let (inside, area, ink) = (sheet.inside, frame.area, PlotSheet.inkColor)
        var top = inside.y1
        if let title = names.title {
            canvas.show(title, at: Point(x: area.x1, y: top), color: ink)
            top += title.height + sheet.gap
        }
        legend.draw(on: canvas, at: Point(x: area.x1, y: top))
        if let name = names.x {
            let left = (area.center.x - name.width / 2).rounded()
            canvas.show(name, at: Point(x: left, y: inside.y2 - name.height), color: ink)
        }
        if let name = names.y {
            let bottom = min((area.center.y + name.width / 2).rounded(), inside.y2)
            canvas.showUpwards(name, at: Point(x: inside.x1, y: bottom), color: ink)
        }
    }

    private func drawYTicks(on canvas: borrowing Canvas) {
        let area = frame.area
        let grid = Pen(color: PlotSheet.gridColor, width: sheet.hairline)
        for (tick, text) in zip(frame.yAxis.ticks, yTexts) {
            let y = sheet.crisp(frame.y(tick))
            canvas.stroke([Point(x: area.x1, y: y), Point(x: area.x2, y: y)], with: grid)
            guard let text else { continue }
            let corner = Point(x: area.x1 - sheet.gap - text.width, y: (y - text.height / 2).rounded())
            canvas.show(text, at: corner, color: PlotSheet.inkColor)
        }
    }

    private func drawXTicks(on canvas: borrowing Canvas) {
        let area = frame.area
        let grid = Pen(color: PlotSheet.gridColor, width: sheet.hairline)
        var free = -Float.infinity
        for (tick, label) in zip(frame.xAxis.ticks, frame.xAxis.labels) {
            let x = sheet.crisp(frame.x(tick))
            canvas.stroke([Point(x: x, y: area.y1), Point(x: x, y: area.y2)], with: grid)
            guard let text = sheet.line(label, font: sheet.tickFont, width: area.width) else { continue }
            // Long numbers may be wider than the distance of ticks; then a tick has no number.
            let left = min((x - text.width / 2).rounded(), Float(sheet.size.width) - text.width)
            guard left >= free else { continue }
            canvas.show(text, at: Point(x: left, y: area.y2 + sheet.gap), color: PlotSheet.inkColor)
            free = left + text.width + sheet.gap
        }
    }

    private func drawAxes(on canvas: borrowing Canvas) {
        let area = frame.area
        let (left, bottom) = (sheet.crisp(area.x1), sheet.crisp(area.y2))
        let corners = [Point(x: left, y: area.y1), Point(x: left, y: bottom), Point(x: area.x2, y: bottom)]
        canvas.stroke(corners, with: Pen(color: PlotSheet.axisColor, width: sheet.hairline))
    }

    private func draw(
        _ series: LinePlot.Series, place: Int, on canvas: borrowing Canvas
    ) {
        let style = CurveStyle(of: series, place: place, unit: sheet.unit, width: frame.area.width)
        var pen = style.pen
        pen.isRound = pen.dash == .solid
        let runs = Self.runs(of: series.points).map { run in run.map { frame.place($0) } }
        // Markers and line ends on the frame's edge may extend over it by their own radius.
        canvas.clipped(to: frame.area.grown(by: style.markerRadius + 1)) {
            for run in runs {
                canvas.stroke(run, with: pen)
                if style.marksAllPoints || run.count == 1 {
                    for point in run { style.drawMarker(at: point, on: canvas) }
                }
            }
        }
    }

    /// Returns the parts of a curve between its gaps.
    static func runs(of points: [LinePlot.DataPoint]) -> [[LinePlot.DataPoint]] {
        points.split { !Axis.canShow($0.x) || !Axis.canShow($0.y) }.map(Array.init)
    }
}

/// The area of the data, with the axes that span it.
struct PlotFrame {
    let area: Box
    let xAxis: Axis
    let yAxis: Axis

    /// The clamp for coordinates: far outside any sheet, but within Cairo's fixed-point numbers, which end at 8 million
    /// pixels.
    private static let farthest = 1e6

    func x(_ value: Double) -> Float { area.x1 + Float(Self.bounded(xAxis.share(of: value) * Double(area.width))) }
    func y(_ value: Double) -> Float { area.y2 - Float(Self.bounded(yAxis.share(of: value) * Double(area.height))) }
    func place(_ point: LinePlot.DataPoint) -> Point { Point(x: x(point.x), y: y(point.y)) }

    private static func bounded(_ distance: Double) -> Double { min(max(distance, -farthest), farthest) }
}

extension PlotSheet {
    /// Returns the nearest position at which a hairline covers whole pixels.
    func crisp(_ position: Float) -> Float {
        hairline.truncatingRemainder(dividingBy: 2) == 1 ? position.rounded(.down) + 0.5 : position.rounded()
    }
}
