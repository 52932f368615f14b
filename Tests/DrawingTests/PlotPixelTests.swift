import FaceMaskCore
import Testing

@testable import FaceMaskDrawing

/// Looks at the pixels of plots, where the files' bytes say little.
@Suite struct PlotPixelTests {
    let sheet: PlotSheet
    let size = PlotSize(width: 320, height: 240)

    init() throws {
        sheet = PlotSheet(size: size, typesetter: try Typesetter(subject: "a test"))
    }

    private func picture(_ draw: (borrowing Canvas) -> Void) throws -> Image {
        let whole = Box(width: size.width, height: size.height)
        let canvas = try Canvas(width: size.width, height: size.height, subject: "a test")
        canvas.fill(whole, with: .white)
        draw(canvas)
        var pixels = [UInt8](repeating: 0, count: size.width * size.height * 3)
        try canvas.store(whole, to: &pixels, width: size.width)
        return Image(width: size.width, height: size.height, pixels: pixels)
    }

    private func drawing(_ series: LinePlot.Series..., yRange: ClosedRange<Double>? = nil) -> LinePlotDrawing {
        var plot = LinePlot(title: "t", xLabel: "x", yLabel: "y", series: series)
        plot.yRange = yRange
        return LinePlotDrawing(plot: plot, sheet: sheet)
    }

    private func isBlue(_ pixel: (red: UInt8, green: UInt8, blue: UInt8)) -> Bool { pixel == (0, 114, 178) }

    @Test("A point between gaps has its marker, however many points there are", arguments: [3, 2001])
    func marksIsolatedPoints(count: Int) throws {
        var values = [Double](repeating: .nan, count: count)
        (values[0], values[count / 2], values[count - 1]) = (0, 1, 0)
        if count == 3 { values = [.nan, 1, .nan] }
        let drawing = drawing(LinePlot.Series(name: "", values: values))
        let place = drawing.frame.place(LinePlot.DataPoint(x: Double(count / 2 + 1), y: 1))
        let image = try picture { drawing.draw(on: $0) }
        #expect(isBlue(image[Int(place.x), Int(place.y)]))
    }

    @Test("A line joins its points and leaves its gaps open")
    func leavesGaps() throws {
        let drawing = drawing(LinePlot.Series(name: "", values: [1, 1, .nan, 1, 1]))
        let image = try picture { drawing.draw(on: $0) }
        let y = Int(drawing.frame.y(1))
        func line(at x: Double) -> Bool {
            let column = Int(drawing.frame.x(x))
            return (y - 2...y + 2).contains { isBlue(image[column, $0]) }
        }
        #expect(line(at: 1.5) && line(at: 4.5))
        #expect(!line(at: 2.5) && !line(at: 3) && !line(at: 3.5))
    }

    @Test("Nothing is drawn beyond a fixed range")
    func clipsCurves() throws {
        let drawing = drawing(LinePlot.Series(name: "", values: [0.5, 90, -90, 0.5]), yRange: 0...1)
        let image = try picture { drawing.draw(on: $0) }
        let area = drawing.frame.area.grown(by: 6)
        for y in 0..<240 where Float(y) < area.y1 || Float(y) > area.y2 {
            for x in 0..<320 where isBlue(image[x, y]) { Issue.record("the curve reaches \(x), \(y)") }
        }
    }

    @Test("The legend ends above the axes, which keep room", arguments: [1, 4, 60])
    func keepsLegendAndDataApart(count: Int) {
        let series = (0..<count).map { LinePlot.Series(name: "series number \($0)", values: [0, 1]) }
        let plot = LinePlot(title: "t", xLabel: "x", yLabel: "y", series: series)
        for side in [160, 320, 2000] {
            let sheet = PlotSheet(size: PlotSize(width: side, height: side), typesetter: sheet.typesetter)
            let drawing = LinePlotDrawing(plot: plot, sheet: sheet)
            #expect(drawing.legend.height > 0)
            #expect(sheet.inside.y1 + drawing.legend.height < drawing.frame.area.y1)
            #expect(drawing.frame.area.height > Float(side) / 8)
            #expect(drawing.frame.area.width > Float(side) / 3)
        }
    }

    @Test("A cell's colour is its share of the row: white for none, blue for all")
    func colorsCells() throws {
        let plot = MatrixPlot(
            title: "", rowTitle: "", columnTitle: "", labels: ["a", "b", "c"],
            values: [[9, 0, 0], [0, 1, 1], [.nan, 0, 0]])
        let drawing = MatrixPlotDrawing(plot: plot, sheet: sheet)
        let image = try picture { drawing.draw(on: $0) }
        func color(_ row: Int, _ column: Int) -> [UInt8] {
            let cell = drawing.grid.cell(row: row, column: column)
            let pixel = image[Int(cell.x1) + 4, Int(cell.y1) + 4]
            return [pixel.red, pixel.green, pixel.blue]
        }
        #expect(color(0, 0) == [0, 114, 178])
        #expect(color(0, 1) == [255, 255, 255])
        #expect(color(1, 1) == [128, 185, 217])
        #expect(color(2, 0) == [242, 242, 242])
    }
}
