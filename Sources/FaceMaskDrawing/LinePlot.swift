/// Curves over a common axis, such as loss by epoch.
public struct LinePlot: Hashable, Sendable {
    /// A place in the data.
    public struct DataPoint: Hashable, Sendable {
        /// Along the level axis.
        public var x: Double
        /// Along the upright axis.
        public var y: Double

        /// Creates a point. A coordinate that isn't finite, or beyond ±1e150, makes it a gap in the curve.
        public init(x: Double, y: Double) {
            self.x = x
            self.y = y
        }
    }

    /// The line of a curve.
    public enum LineStyle: Hashable, Sendable {
        case solid
        case dashed
        case dotted
    }

    /// One curve.
    public struct Series: Hashable, Sendable {
        /// What the legend calls it; empty to leave it out there.
        public var name: String
        /// In the order they are joined.
        public var points: [DataPoint]
        /// How its points are joined.
        public var line: LineStyle
        /// Curves with the same number share their colour and marker; `nil` takes the series' own place in the plot.
        public var colorIndex: Int?

        /// Creates a curve through `points`.
        public init(name: String, points: [DataPoint], line: LineStyle = .solid, colorIndex: Int? = nil) {
            self.name = name
            self.points = points
            self.line = line
            self.colorIndex = colorIndex
        }

        /// Creates a curve of `values` at `first`, `first + 1` and so on.
        public init(
            name: String, values: [Double], from first: Int = 1, line: LineStyle = .solid, colorIndex: Int? = nil
        ) {
            let points = values.enumerated().map { DataPoint(x: Double(first) + Double($0.offset), y: $0.element) }
            self.init(name: name, points: points, line: line, colorIndex: colorIndex)
        }
    }

    /// What stands over the plot.
    public var title: String
    /// What the level axis counts.
    public var xLabel: String
    /// What the upright axis measures, with its unit.
    public var yLabel: String
    /// In the order of the legend; later ones are drawn over earlier ones.
    public var series: [Series]
    /// The ends of the upright axis; `nil` fits it to the data. Curves are cut off at the ends.
    public var yRange: ClosedRange<Double>?
    /// The ends of the level axis; `nil` fits it to the data.
    public var xRange: ClosedRange<Double>?
    /// Whether `x` counts something, such as epochs, so that its ticks are whole numbers.
    public var hasWholeNumberX: Bool

    /// Creates a plot.
    public init(title: String, xLabel: String, yLabel: String, series: [Series]) {
        self.title = title
        self.xLabel = xLabel
        self.yLabel = yLabel
        self.series = series
        hasWholeNumberX = false
    }

    /// The plot as a file in `format`; the same plot always gives the same bytes.
    public func rendered(as format: PlotFormat, size: PlotSize = PlotSize()) throws -> [UInt8] {
        try PlotSheet.render(title, as: format, size: size) { sheet, canvas in
            LinePlotDrawing(plot: self, sheet: sheet).draw(on: canvas)
        }
    }
}
