/// A position in a picture: pixels, origin at the top left corner of the top left pixel, `y` downwards.
///
/// It is encoded as the array `[x, y]`.
public struct Point: Hashable, Sendable, Codable {
    /// The distance from the picture's left edge in pixels; the middle of the first column is at 0.5.
    public var x: Float
    /// The distance from the picture's top edge in pixels.
    public var y: Float

    /// Creates a point at (`x`, `y`) pixels.
    public init(x: Float, y: Float) {
        self.x = x
        self.y = y
    }

    /// Decodes `[x, y]`.
    public init(from decoder: any Decoder) throws {
        var values = try decoder.unkeyedContainer()
        self.init(x: try values.decode(Float.self), y: try values.decode(Float.self))
    }

    /// Encodes `[x, y]`.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.unkeyedContainer()
        try values.encode(x)
        try values.encode(y)
    }
}
