/// A position in a picture: pixels, origin at the top left corner of the top left pixel, `y` downwards.
public struct Point: Hashable, Sendable {
    public var x: Float
    public var y: Float

    /// Creates a point at (`x`, `y`) pixels.
    public init(x: Float, y: Float) {
        self.x = x
        self.y = y
    }
}
