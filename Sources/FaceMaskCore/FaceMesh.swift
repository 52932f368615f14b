/// The 468 points of a face's surface, in the order of the Face Mesh network (Kartynnik et al., "Real-time Facial
/// Surface
/// Geometry from Monocular Video on Mobile GPUs", 2019).
public struct FaceMesh: Hashable, Sendable {
    /// The number of points.
    public static let pointCount = 468

    /// The points in pixels of the picture; the depth `z` has the same unit and grows away from the camera.
    public var points: [SIMD3<Float>]
    /// The network's confidence that there is a face, 0…1; not a probability.
    public var presence: Float

    /// Creates a mesh of exactly `pointCount` points.
    public init(points: [SIMD3<Float>], presence: Float) {
        precondition(points.count == Self.pointCount, "a mesh has \(Self.pointCount) points")
        self.points = points
        self.presence = presence
    }

    /// The five points that face detectors give, derived from the mesh: the middle of each eye's four extremes, the tip
    /// of the nose, the corners of the mouth.
    public var landmarks: Landmarks {
        func middle(_ indices: [Int]) -> Point {
            let sum = indices.reduce(SIMD3<Float>()) { $0 + points[$1] } / Float(indices.count)
            return Point(x: sum.x, y: sum.y)
        }
        return Landmarks(
            leftEye: middle([33, 133, 159, 145]), rightEye: middle([362, 263, 386, 374]), nose: middle([1]),
            leftMouth: middle([61]), rightMouth: middle([291]))
    }

    /// Returns the largest distance between the mesh's five points and a detector's, as a share of the landmarks'
    /// ``Landmarks/size``.
    public func disagreement(with landmarks: Landmarks) -> Float {
        let size = max(landmarks.size, 1)
        return zip(self.landmarks.points, landmarks.points).map { $0.distance(to: $1) / size }.max() ?? 0
    }
}

extension Landmarks {
    /// The size of the face in pixels: the distance between the eyes or that from the eyes to the mouth, whichever is
    /// longer. One of them stays long however the head is turned.
    public var size: Float { max(leftEye.distance(to: rightEye), eyes.distance(to: mouth)) }
    /// The point halfway between the eyes.
    public var eyes: Point { Point(x: (leftEye.x + rightEye.x) / 2, y: (leftEye.y + rightEye.y) / 2) }
    /// The point halfway between the corners of the mouth.
    public var mouth: Point { Point(x: (leftMouth.x + rightMouth.x) / 2, y: (leftMouth.y + rightMouth.y) / 2) }
}

extension Point {
    /// Returns the distance to another point in pixels.
    public func distance(to other: Point) -> Float {
        let (x, y) = (other.x - x, other.y - y)
        return (x * x + y * y).squareRoot()
    }
}
