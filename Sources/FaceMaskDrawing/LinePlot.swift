/// Curves in a common coordinate system, such as loss by epoch.
package struct LinePlot: Hashable, Sendable {
    /// A point in data coordinates.
    package struct DataPoint: Hashable, Sendable {
        /// The horizontal coordinate.
        package var x: Double
        /// The vertical coordinate.
        package var y: Double

        /// Creates a point. If a coordinate isn't finite or is beyond ±1e150, the curve has a gap there.
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
        /// The name in the legend; if it is empty, the curve isn't listed.
        package var name: String
        /// The points in the order in which they are joined.
        package var points: [DataPoint]
        /// The style of the line that joins the points.
        package var line: LineStyle
        /// Curves with the same number share colour and marker; `nil` takes the curve's index in the plot.
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

    /// The heading of the plot.
    package var title: String
    /// The label of the horizontal axis.
    package var xLabel: String
    /// The label of the vertical axis, with its unit.
    package var yLabel: String
    /// The curves in the order of the legend; later ones are drawn over earlier ones.
    package var series: [Series]
    /// The ends of the vertical axis, at which curves are clipped; `nil` fits it to the data.
    package var yRange: ClosedRange<Double>?
    /// The ends of the horizontal axis; `nil` fits it to the data.
    package var xRange: ClosedRange<Double>?
    /// Whether `x` is a count, such as of epochs, so that its ticks are whole numbers.
    package var hasWholeNumberX: Bool

    /// Creates a plot.
    package init(title: String, xLabel: String, yLabel: String, series: [Series]) {
        self.title = title
        self.xLabel = xLabel
        self.yLabel = yLabel
        self.series = series
        hasWholeNumberX = false
    }

    /// Returns the plot as a file in `format`; the same plot always gives the same bytes.
    package func rendered(as format: PlotFormat, size: PlotSize = PlotSize()) throws -> [UInt8] {
        try PlotSheet.render(title, as: format, size: size) { sheet, canvas in
            LinePlotDrawing(plot: self, sheet: sheet).draw(on: canvas)
        }
    }
}
