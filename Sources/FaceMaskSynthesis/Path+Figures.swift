internal import FaceMaskDrawing
internal import FaceMaskCore
internal import Foundation

extension Artwork.Path {
    /// A point that a smooth line passes through, or a corner.
    struct Knot {
        var place: SIMD2<Float>
        var isCorner = false

        init(_ x: Float, _ y: Float, corner: Bool = false) { (place, isCorner) = (SIMD2(x, y), corner) }
        init(_ place: SIMD2<Float>) { self.place = place }

        var mirrored: Knot {
            var knot = self
            knot.place.x = -knot.place.x
            return knot
        }
    }

    /// Creates a smooth line through knots: a Catmull-Rom spline, as Bézier curves, that is interrupted at corners.
    init(through knots: [Knot], closed: Bool = false) {
        self.init()
        guard let first = knots.first else { return }
        let count = knots.count
        steps.append(.move(first.place.point))
        for index in 0..<(closed ? count : count - 1) {
            let (start, end) = (knots[index], knots[(index + 1) % count])
            let before =
                start.isCorner || (!closed && index == 0) ? start : knots[(index + count - 1) % count]
            let after = end.isCorner || (!closed && index == count - 2) ? end : knots[(index + 2) % count]
            let first = start.place + (end.place - before.place) / 6
            let second = end.place - (after.place - start.place) / 6
            steps.append(.curve(first.point, second.point, end.place.point))
        }
        if closed { steps.append(.close) }
    }

    /// Returns an ellipse.
    static func ellipse(_ center: SIMD2<Float>, _ radii: SIMD2<Float>, turned angle: Float = 0) -> Artwork.Path {
        let (sine, cosine) = (sin(angle), cos(angle))
        return Artwork.Path(
            through: (0..<8).map { index in
                let turn = Float(index) * .pi / 4
                let (x, y) = (cos(turn) * radii.x, sin(turn) * radii.y)
                return Knot(center + SIMD2(x * cosine - y * sine, x * sine + y * cosine))
            }, closed: true)
    }

    /// Returns the path with a hole, which must have the opposite direction: Cairo fills by the nonzero winding rule.
    func around(_ hole: Artwork.Path) -> Artwork.Path { Artwork.Path(steps + hole.steps) }

    /// Creates straight lines from corner to corner.
    static func polygon(_ corners: [SIMD2<Float>]) -> Artwork.Path {
        Artwork.Path(
            corners.enumerated().map { $0 == 0 ? .move($1.point) : .line($1.point) } + [.close])
    }

    /// Returns a strip along a straight line.
    static func strip(_ start: SIMD2<Float>, _ end: SIMD2<Float>, width: Float) -> Artwork.Path {
        let along = end - start
        let length = max((along * along).sum().squareRoot(), 1e-6)
        let side = SIMD2(-along.y, along.x) / length * (width / 2)
        return polygon([start + side, end + side, end - side, start - side])
    }

    /// Returns the path with every point mapped by `map`.
    func mapped(_ map: (SIMD2<Float>) -> SIMD2<Float>) -> Artwork.Path {
        func move(_ point: Point) -> Point { map(SIMD2(point.x, point.y)).point }
        return Artwork.Path(
            steps.map { step in
                switch step {
                case .move(let point): .move(move(point))
                case .line(let point): .line(move(point))
                case .curve(let first, let second, let end): .curve(move(first), move(second), move(end))
                case .close: .close
                }
            })
    }
}

extension SIMD2<Float> {
    var point: Point { Point(x: x, y: y) }
}
