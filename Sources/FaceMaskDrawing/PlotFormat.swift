/// The file formats that plots can be written in.
package enum PlotFormat: String, CaseIterable, Sendable {
    case png
    case svg
}

/// A plot's size in pixels.
package struct PlotSize: Hashable, Sendable {
    /// Sides outside of it leave no room for axes, or take more memory than any print needs.
    static let possibleSides = 160...10_000

    /// From left to right.
    package var width: Int
    /// From top to bottom.
    package var height: Int

    /// Creates a size; each side can be 160 to 10,000 pixels.
    package init(width: Int = 800, height: Int = 500) {
        self.width = width
        self.height = height
    }
}
