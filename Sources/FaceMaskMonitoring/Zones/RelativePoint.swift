public import FaceMaskCore

/// A place in a picture of any size: shares of its width and height, 0…1 from the top left corner.
public struct RelativePoint: Hashable, Sendable, CustomStringConvertible {
    /// Share of the width.
    public var x: Double
    /// Share of the height, downwards.
    public var y: Double

    /// Creates a place.
    public init(x: Double, y: Double) { (self.x, self.y) = (x, y) }

    /// The place of a pixel's position in a picture of `width` × `height` pixels.
    public init(_ point: Point, width: Int, height: Int) {
        self.init(x: Double(point.x) / Double(width), y: Double(point.y) / Double(height))
    }

    /// As written in messages: `(0.25, 0.5)`.
    public var description: String { "(\(x), \(y))" }

    var isInPicture: Bool { (0...1).contains(x) && (0...1).contains(y) }

    /// Twice the area of the triangle with two other places: above 0 when this one is on the right-hand side of
    /// somebody who walks from `start` to `end`.
    func side(ofLineFrom start: RelativePoint, to end: RelativePoint) -> Double {
        (end.x - start.x) * (y - start.y) - (end.y - start.y) * (x - start.x)
    }

    /// Whether two stretches have a place in common, touching included.
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

    /// Whether a place on a line lies between two others on it.
    private func isWithin(_ start: RelativePoint, _ end: RelativePoint) -> Bool {
        x >= min(start.x, end.x) && x <= max(start.x, end.x) && y >= min(start.y, end.y) && y <= max(start.y, end.y)
    }
}
