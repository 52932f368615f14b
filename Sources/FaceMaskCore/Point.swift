/// A position in a picture: pixels, origin at the top left corner of the top left pixel, `y` downwards.
public struct Point: Hashable, Sendable {
    /// Pixels to the right of the picture's left edge; the middle of the first column is at 0.5.
    public var x: Float
    /// Pixels below the picture's top edge.
    public var y: Float

    /// Creates a point at (`x`, `y`) pixels.
    public init(x: Float, y: Float) {
        self.x = x
        self.y = y
    }
}
