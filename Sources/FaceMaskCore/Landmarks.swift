/// The five facial points common to face detectors, in pixels of the picture. Left and right are the picture's.
///
/// They are encoded as an array of five points, `[[x, y], …]`, in the order of `points`.
public struct Landmarks: Hashable, Sendable, Codable {
    /// The centre of the eye on the picture's left: the right eye of a person who faces the camera.
    public var leftEye: Point
    /// The centre of the eye on the picture's right.
    public var rightEye: Point
    /// The tip of the nose.
    public var nose: Point
    /// The corner of the mouth on the picture's left.
    public var leftMouth: Point
    /// The corner of the mouth on the picture's right.
    public var rightMouth: Point

    /// Creates landmarks from their points.
    public init(leftEye: Point, rightEye: Point, nose: Point, leftMouth: Point, rightMouth: Point) {
        self.leftEye = leftEye
        self.rightEye = rightEye
        self.nose = nose
        self.leftMouth = leftMouth
        self.rightMouth = rightMouth
    }

    /// Decodes an array of five points.
    public init(from decoder: any Decoder) throws {
        var points = try decoder.unkeyedContainer()
        func point() throws -> Point { try points.decode(Point.self) }
        self.init(
            leftEye: try point(), rightEye: try point(), nose: try point(), leftMouth: try point(),
            rightMouth: try point())
    }

    /// Encodes an array of five points.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.unkeyedContainer()
        for point in points { try values.encode(point) }
    }

    /// Left eye, right eye, nose, left and right corner of the mouth: the order of all output formats.
    public var points: [Point] { [leftEye, rightEye, nose, leftMouth, rightMouth] }

    /// Returns the landmarks in a picture that is scaled by `x` horizontally and `y` vertically.
    public func scaled(x: Float, y: Float) -> Landmarks {
        map { Point(x: $0.x * x, y: $0.y * y) }
    }

    /// Returns the landmarks with `move` applied to each point.
    public func map(_ move: (Point) -> Point) -> Landmarks {
        Landmarks(
            leftEye: move(leftEye), rightEye: move(rightEye), nose: move(nose), leftMouth: move(leftMouth),
            rightMouth: move(rightMouth))
    }
}
