/// The file formats of plots.
package enum PlotFormat: String, CaseIterable, Sendable {
    case png
    case svg
}

/// A plot's size in pixels.
package struct PlotSize: Hashable, Sendable {
    /// The supported sides: smaller ones leave no room for axes, larger ones take more memory than any print needs.
    static let possibleSides = 160...10_000

    /// The width in pixels.
    package var width: Int
    /// The height in pixels.
    package var height: Int

    /// Creates a size; each side can be 160 to 10,000 pixels.
    package init(width: Int = 800, height: Int = 500) {
        self.width = width
        self.height = height
    }
}
