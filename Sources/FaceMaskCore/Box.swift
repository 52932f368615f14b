/// An axis-aligned rectangle in pixels, origin top left, half-open: `x1 ..< x2`, `y1 ..< y2`.
///
/// Its sides may be zero or, in a network's raw output, negative or not a number; such a box `isEmpty`.
///
/// It is encoded as the array `[x1, y1, x2, y2]`, not rounded. JSON can't represent numbers that aren't finite:
/// encoding a box that contains one throws unless the encoder has a strategy for them.
public struct Box: Hashable, Sendable, Codable {
    /// The left edge, inclusive, in pixels from the picture's left edge.
    public var x1: Float
    /// The top edge, inclusive, in pixels from the picture's top edge.
    public var y1: Float
    /// The right edge, exclusive, in pixels from the picture's left edge.
    public var x2: Float
    /// The bottom edge, exclusive, in pixels from the picture's top edge.
    public var y2: Float

    /// Creates a box from its left, top, right and bottom edges.
    public init(x1: Float, y1: Float, x2: Float, y2: Float) {
        self.x1 = x1
        self.y1 = y1
        self.x2 = x2
        self.y2 = y2
    }

    /// Decodes `[x1, y1, x2, y2]`.
    public init(from decoder: any Decoder) throws {
        var edges = try decoder.unkeyedContainer()
        func edge() throws -> Float { try edges.decode(Float.self) }
        self.init(x1: try edge(), y1: try edge(), x2: try edge(), y2: try edge())
    }

    /// Encodes `[x1, y1, x2, y2]`.
    public func encode(to encoder: any Encoder) throws {
        var edges = encoder.unkeyedContainer()
        for edge in [x1, y1, x2, y2] { try edges.encode(edge) }
    }

    /// Creates the box that covers a whole picture of the given size, in pixels.
    public init(width: Int, height: Int) {
        self.init(x1: 0, y1: 0, x2: Float(width), y2: Float(height))
    }

    /// The width in pixels; negative if the edges are out of order.
    public var width: Float { x2 - x1 }
    /// The height in pixels; negative if the edges are out of order.
    public var height: Float { y2 - y1 }
    /// The point halfway between the edges; it may be between two pixels.
    public var center: Point { Point(x: (x1 + x2) / 2, y: (y1 + y2) / 2) }

    /// Whether the box contains no pixels: a side is zero, negative, infinite or not a number.
    public var isEmpty: Bool { !(width > 0 && height > 0 && width.isFinite && height.isFinite) }

    /// The area in square pixels; 0 if the box is empty.
    public var area: Float { isEmpty ? 0 : width * height }

    /// Returns the part that both boxes cover; empty if they only touch.
    public func intersection(with other: Box) -> Box {
        Box(x1: max(x1, other.x1), y1: max(y1, other.y1), x2: min(x2, other.x2), y2: min(y2, other.y2))
    }

    /// Returns the intersection over union, 0…1; 0 if either box is empty.
    public func overlap(with other: Box) -> Float {
        let shared = intersection(with: other).area
        let union = area + other.area - shared
        return shared > 0 && union > 0 ? min(shared / union, 1) : 0
    }

    /// Returns the box expanded on every side by `margin` times its width and height.
    public func expanded(by margin: Float) -> Box {
        Box(
            x1: x1 - margin * width, y1: y1 - margin * height,
            x2: x2 + margin * width, y2: y2 + margin * height)
    }

    /// Returns the part of the box that is inside a picture of the given size, in pixels.
    public func clipped(toWidth width: Int, height: Int) -> Box {
        intersection(with: Box(width: width, height: height))
    }

    /// Returns whether the box contains the point. The left and top edges are inclusive, the right and bottom ones
    /// exclusive.
    public func contains(_ point: Point) -> Bool { x1 <= point.x && point.x < x2 && y1 <= point.y && point.y < y2 }

    /// Returns the box moved by `x` pixels to the right and `y` pixels down.
    public func moved(x: Float, y: Float) -> Box { Box(x1: x1 + x, y1: y1 + y, x2: x2 + x, y2: y2 + y) }

    /// Returns the box in a picture that is scaled by `x` horizontally and `y` vertically.
    public func scaled(x: Float, y: Float) -> Box {
        Box(x1: x1 * x, y1: y1 * y, x2: x2 * x, y2: y2 * y)
    }

    /// The box with its edges rounded to whole pixels, at least one pixel wide and high.
    package var onWholePixels: Box {
        let left = x1.rounded(.down)
        let top = y1.rounded(.down)
        return Box(x1: left, y1: top, x2: max(x2.rounded(.up), left + 1), y2: max(y2.rounded(.up), top + 1))
    }
}
