/// The 468 points of a face's surface, as the Face Mesh network orders them (Kartynnik et al., "Real-time Facial Surface
/// Geometry from Monocular Video on Mobile GPUs", 2019).
public struct FaceMesh: Hashable, Sendable {
    /// How many points there are.
    public static let pointCount = 468

    /// Pixels of the picture, with the depth in the same unit: `z` grows away from the camera.
    public var points: [SIMD3<Float>]
    /// How sure the network is that there is a face, 0…1; not a probability.
    public var presence: Float

    /// Creates a mesh; there must be `pointCount` points.
    public init(points: [SIMD3<Float>], presence: Float) {
        precondition(points.count == Self.pointCount, "a face's mesh has \(Self.pointCount) points")
        self.points = points
        self.presence = presence
    }

    /// The five points that face detectors give, out of the mesh's: the middle of each eye's four extremes, the tip of
    /// the nose, the corners of the mouth.
    public var landmarks: Landmarks {
        func middle(_ indices: [Int]) -> Point {
            let sum = indices.reduce(SIMD3<Float>()) { $0 + points[$1] } / Float(indices.count)
            return Point(x: sum.x, y: sum.y)
        }
        return Landmarks(
            leftEye: middle([33, 133, 159, 145]), rightEye: middle([362, 263, 386, 374]), nose: middle([1]),
            leftMouth: middle([61]), rightMouth: middle([291]))
    }

    /// How far the mesh's five points lie from those of a detector at most, in shares of the face's size: the longer of
    /// the ways from eye to eye and from the eyes to the mouth.
    public func disagreement(with landmarks: Landmarks) -> Float {
        let size = max(landmarks.size, 1)
        return zip(self.landmarks.points, landmarks.points).map { $0.distance(to: $1) / size }.max() ?? 0
    }
}

extension Landmarks {
    /// Pixels: the longer of the ways from eye to eye and from the middle of the eyes to that of the mouth. One of them
    /// stays long however a head is turned.
    public var size: Float { max(leftEye.distance(to: rightEye), eyes.distance(to: mouth)) }
    /// The point between the eyes.
    public var eyes: Point { Point(x: (leftEye.x + rightEye.x) / 2, y: (leftEye.y + rightEye.y) / 2) }
    /// The point between the corners of the mouth.
    public var mouth: Point { Point(x: (leftMouth.x + rightMouth.x) / 2, y: (leftMouth.y + rightMouth.y) / 2) }
}

extension Point {
    /// Pixels from this point to another.
    public func distance(to other: Point) -> Float {
        let (x, y) = (other.x - x, other.y - y)
        return (x * x + y * y).squareRoot()
    }
}
