/// Curves over a common axis, such as loss by epoch.
package struct LinePlot: Hashable, Sendable {
    /// A place in the data.
    package struct DataPoint: Hashable, Sendable {
        /// Along the level axis.
        package var x: Double
        /// Along the upright axis.
        package var y: Double

        /// Creates a point. A coordinate that isn't finite, or beyond ±1e150, makes it a gap in the curve.
        package init(x: Double, y: Double) {
            self.x = x
            self.y = y
        }
    }

    /// The line of a curve.
    package enum LineStyle: Hashable, Sendable {
        case solid
        case dashed
        case dotted
    }

    /// One curve.
    package struct Series: Hashable, Sendable {
        /// What the legend calls it; empty to leave it out there.
        package var name: String
        /// In the order they are joined.
        package var points: [DataPoint]
        /// How its points are joined.
        package var line: LineStyle
        /// Curves with the same number share their colour and marker; `nil` takes the series' own place in the plot.
        package var colorIndex: Int?

        /// Creates a curve through `points`.
        package init(name: String, points: [DataPoint], line: LineStyle = .solid, colorIndex: Int? = nil) {
            self.name = name
            self.points = points
            self.line = line
            self.colorIndex = colorIndex
        }

        /// Creates a curve of `values` at `first`, `first + 1` and so on.
        package init(
            name: String, values: [Double], from first: Int = 1, line: LineStyle = .solid, colorIndex: Int? = nil
        ) {
            let points = values.enumerated().map { DataPoint(x: Double(first) + Double($0.offset), y: $0.element) }
            self.init(name: name, points: points, line: line, colorIndex: colorIndex)
        }
    }

    /// What stands over the plot.
    package var title: String
    /// What the level axis counts.
    package var xLabel: String
    /// What the upright axis measures, with its unit.
    package var yLabel: String
    /// In the order of the legend; later ones are drawn over earlier ones.
    package var series: [Series]
    /// The ends of the upright axis; `nil` fits it to the data. Curves are cut off at the ends.
    package var yRange: ClosedRange<Double>?
    /// The ends of the level axis; `nil` fits it to the data.
    package var xRange: ClosedRange<Double>?
    /// Whether `x` counts something, such as epochs, so that its ticks are whole numbers.
    package var hasWholeNumberX: Bool

    /// Creates a plot.
    package init(title: String, xLabel: String, yLabel: String, series: [Series]) {
        self.title = title
        self.xLabel = xLabel
        self.yLabel = yLabel
        self.series = series
        hasWholeNumberX = false
    }

    /// The plot as a file in `format`; the same plot always gives the same bytes.
    package func rendered(as format: PlotFormat, size: PlotSize = PlotSize()) throws -> [UInt8] {
        try PlotSheet.render(title, as: format, size: size) { sheet, canvas in
            LinePlotDrawing(plot: self, sheet: sheet).draw(on: canvas)
        }
    }
}
