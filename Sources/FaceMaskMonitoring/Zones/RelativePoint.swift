public import FaceMaskCore

/// A position in a picture of any size, as shares of its width and height, 0…1 from the top left corner.
public struct RelativePoint: Hashable, Sendable, CustomStringConvertible {
    /// The share of the width.
    public var x: Double
    /// The share of the height, downwards.
    public var y: Double

    /// Creates a position.
    public init(x: Double, y: Double) { (self.x, self.y) = (x, y) }

    /// Converts a position in pixels of a picture of `width` × `height` pixels.
    public init(_ point: Point, width: Int, height: Int) {
        self.init(x: Double(point.x) / Double(width), y: Double(point.y) / Double(height))
    }

    /// The position as messages show it: `(0.25, 0.5)`.
    public var description: String { "(\(x), \(y))" }

    var isInPicture: Bool { (0...1).contains(x) && (0...1).contains(y) }

    /// Returns twice the signed area of the triangle with two other positions: above 0 when this one is to the right of
    /// somebody who walks from `start` to `end`.
    func side(ofLineFrom start: RelativePoint, to end: RelativePoint) -> Double {
        (end.x - start.x) * (y - start.y) - (end.y - start.y) * (x - start.x)
    }

    /// Returns whether two line segments intersect or touch.
    static func meet(
        _ first: (start: RelativePoint, end: RelativePoint), _ second: (start: RelativePoint, end: RelativePoint)
    ) -> Bool {
        let (a, b, c, d) = (first.start, first.end, second.start, second.end)
        let (sideC, sideD) = (c.side(ofLineFrom: a, to: b), d.side(ofLineFrom: a, to: b))
        let (sideA, sideB) = (a.side(ofLineFrom: c, to: d), b.side(ofLineFrom: c, to: d))
        if sideC * sideD < 0 && sideA * sideB < 0 { return true }
        return sideC == 0 && c.isWithin(a, b) || sideD == 0 && d.isWithin(a, b)
            || sideA == 0 && a.isWithin(c, d) || sideB == 0 && b.isWithin(c, d)
    }

    /// Returns whether a position on a line lies between two others on it.
    private func isWithin(_ start: RelativePoint, _ end: RelativePoint) -> Bool {
        x >= min(start.x, end.x) && x <= max(start.x, end.x) && y >= min(start.y, end.y) && y <= max(start.y, end.y)
    }
}
