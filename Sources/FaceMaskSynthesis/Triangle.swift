/// A triangle in the unit of samples, with values at its corners.
struct Triangle {
    let corners: (SIMD3<Float>, SIMD3<Float>, SIMD3<Float>)
    let places: (SIMD2<Float>, SIMD2<Float>, SIMD2<Float>)
    let lights: (Float, Float, Float)
    /// A tolerance for rounding errors, so that no sample on a shared edge is missed by both triangles.
    private static let tolerance: Float = 1e-5
    /// Twice the area, positive when it faces the camera.
    let area: Float

    init(
        corners: (SIMD3<Float>, SIMD3<Float>, SIMD3<Float>), places: (SIMD2<Float>, SIMD2<Float>, SIMD2<Float>),
        lights: (Float, Float, Float)
    ) {
        (self.corners, self.places, self.lights) = (corners, places, lights)
        let (first, second) = (corners.1 - corners.0, corners.2 - corners.0)
        area = first.x * second.y - first.y * second.x
    }

    func depth(_ weights: SIMD3<Float>) -> Float { (weights * SIMD3(corners.0.z, corners.1.z, corners.2.z)).sum() }

    func blend(_ weights: SIMD3<Float>) -> (SIMD2<Float>, Float) {
        (
            places.0 * weights.x + places.1 * weights.y + places.2 * weights.z,
            lights.0 * weights.x + lights.1 * weights.y + lights.2 * weights.z
        )
    }

    /// Calls `body` for each sample inside, including edges, with the weights of the corners.
    @inline(__always)
    func cover(_ columns: Int, _ rows: Int, _ body: (Int, SIMD3<Float>) -> Void) {
        let (a, b, c) = corners
        let (lowX, highX) = (min(a.x, b.x, c.x), max(a.x, b.x, c.x))
        let (lowY, highY) = (min(a.y, b.y, c.y), max(a.y, b.y, c.y))
        guard highX >= 0, highY >= 0, lowX <= Float(columns), lowY <= Float(rows) else { return }
        let (firstX, lastX) = (max(Int(lowX.rounded(.up)), 0), min(Int(highX), columns - 1))
        let (firstY, lastY) = (max(Int(lowY.rounded(.up)), 0), min(Int(highY), rows - 1))
        guard firstX <= lastX, firstY <= lastY else { return }
        // The weights change linearly from sample to sample.
        let (firstStep, secondStep) = ((b.y - c.y) / area, (c.y - a.y) / area)
        for row in firstY...lastY {
            let (x, y) = (Float(firstX), Float(row))
            var first = ((b.x - x) * (c.y - y) - (b.y - y) * (c.x - x)) / area
            var second = ((c.x - x) * (a.y - y) - (c.y - y) * (a.x - x)) / area
            for column in firstX...lastX {
                let third = 1 - first - second
                if min(first, second, third) >= -Self.tolerance {
                    body(row * columns + column, SIMD3(first, second, third))
                }
                first += firstStep
                second += secondStep
            }
        }
    }
}
