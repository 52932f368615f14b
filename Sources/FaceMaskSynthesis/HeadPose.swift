package import FaceMaskCore
internal import Foundation

/// The position and direction of a head in a photo: the rotation, scale and translation that map the mean face to a
/// mesh.
package struct HeadPose: Sendable {
    /// The distance from the eyes to the chin of a frontal face, in pixels of the picture.
    package let scale: Float
    /// The head's axes in the picture, of length 1: to the picture's right, down the face, away from the camera.
    let axes: (x: SIMD3<Float>, y: SIMD3<Float>, z: SIMD3<Float>)
    private let origin: SIMD3<Float>

    /// The yaw in degrees: positive if the face looks to the picture's right.
    package var yaw: Float { -atan2(axes.z.x, axes.z.z) * 180 / .pi }
    /// The pitch in degrees: positive if the face looks down, 0 if it looks into the camera.
    package var pitch: Float { -asin(min(max(axes.z.y, -1), 1)) * 180 / .pi - Self.restingPitch }
    /// The roll in degrees: positive if the head leans clockwise.
    package var roll: Float { atan2(axes.x.y, axes.x.x) * 180 / .pi }

    /// The pitch of the mean face when a head looks ahead, in degrees: its forehead is vertically above its chin, while
    /// that of a head in front of a camera leans forward. The median of 340 faces with a yaw below 15° (an eighth of
    /// the bare faces that the classifier was trained on).
    static let restingPitch: Float = 11.7

    /// Converts a place in a head that looks ahead to a place of the mean face.
    static func leveled(_ point: SIMD3<Float>) -> SIMD3<Float> {
        let (sine, cosine) = (sin(restingPitch * .pi / 180), cos(restingPitch * .pi / 180))
        return SIMD3(point.x, point.y * cosine + point.z * sine, point.z * cosine - point.y * sine)
    }

    /// Fits the parts of a face that don't move with the mouth: the rotation that best maps the mean face to the mesh
    /// (Horn, "Closed-form solution of absolute orientation using unit quaternions", 1987).
    package init(_ mesh: FaceMesh) {
        let pairs = Self.stiff.map { (from: $0.position, to: mesh.points[$0.index ?? 0]) }
        let count = Float(pairs.count)
        let from = pairs.reduce(SIMD3<Float>()) { $0 + $1.from } / count
        let to = pairs.reduce(SIMD3<Float>()) { $0 + $1.to } / count
        var sums = (x: SIMD3<Float>(), y: SIMD3<Float>(), z: SIMD3<Float>())
        var (fromSpread, toSpread): (Float, Float) = (0, 0)
        for pair in pairs {
            let (a, b) = (pair.from - from, pair.to - to)
            sums.x += a.x * b
            sums.y += a.y * b
            sums.z += a.z * b
            fromSpread += (a * a).sum()
            toSpread += (b * b).sum()
        }
        axes = Self.rotation(sums)
        scale = max((toSpread / fromSpread).squareRoot(), 1e-3)
        origin = to - scale * (axes.x * from.x + axes.y * from.y + axes.z * from.z)
    }

    /// Returns the point of a place of the mean face in the picture, with its depth.
    func place(_ point: SIMD3<Float>) -> SIMD3<Float> {
        origin + scale * (axes.x * point.x + axes.y * point.y + axes.z * point.z)
    }

    /// Returns a direction of the mean face in the picture.
    func direction(_ vector: SIMD3<Float>) -> SIMD3<Float> { axes.x * vector.x + axes.y * vector.y + axes.z * vector.z }

    /// The limit above the mouth: lower points move when it opens.
    private static let stiff = MeanFace.anchors(.tented).filter {
        $0.weight == 1 && $0.index != nil && $0.position.y < 0.45
    }

    /// Returns the columns of the rotation for the sums of products of Horn's section 4.
    private static func rotation(
        _ s: (x: SIMD3<Float>, y: SIMD3<Float>, z: SIMD3<Float>)
    ) -> (x: SIMD3<Float>, y: SIMD3<Float>, z: SIMD3<Float>) {
        let matrix: [SIMD4<Float>] = [
            SIMD4(s.x.x + s.y.y + s.z.z, s.y.z - s.z.y, s.z.x - s.x.z, s.x.y - s.y.x),
            SIMD4(s.y.z - s.z.y, s.x.x - s.y.y - s.z.z, s.x.y + s.y.x, s.z.x + s.x.z),
            SIMD4(s.z.x - s.x.z, s.x.y + s.y.x, s.y.y - s.x.x - s.z.z, s.y.z + s.z.y),
            SIMD4(s.x.y - s.y.x, s.z.x + s.x.z, s.y.z + s.z.y, s.z.z - s.x.x - s.y.y),
        ]
        // The eigenvector of the largest eigenvalue, by power iteration on a matrix that the shift makes positive.
        // Heads in photos are upright enough for the start to be near it.
        let shift = matrix.map { abs($0.x) + abs($0.y) + abs($0.z) + abs($0.w) }.max() ?? 1
        var q = SIMD4<Float>(1, 0.01, 0.01, 0.01)
        for _ in 0..<200 {
            let next = SIMD4((matrix[0] * q).sum(), (matrix[1] * q).sum(), (matrix[2] * q).sum(), (matrix[3] * q).sum())
            q = next + shift * q
            q /= max((q * q).sum().squareRoot(), 1e-12)
        }
        let (w, x, y, z) = (q.x, q.y, q.z, q.w)
        return (
            SIMD3(1 - 2 * (y * y + z * z), 2 * (x * y + w * z), 2 * (x * z - w * y)),
            SIMD3(2 * (x * y - w * z), 1 - 2 * (x * x + z * z), 2 * (y * z + w * x)),
            SIMD3(2 * (x * z + w * y), 2 * (y * z - w * x), 1 - 2 * (x * x + y * y))
        )
    }
}
