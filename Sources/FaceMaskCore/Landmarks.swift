/// The five points that face detectors agree on, in pixels of the picture; left and right are the picture's.
public struct Landmarks: Hashable, Sendable {
    /// The middle of the eye on the picture's left, a person's right eye when they face the camera.
    public var leftEye: Point
    /// The middle of the eye on the picture's right.
    public var rightEye: Point
    /// The tip.
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

    /// Left eye, right eye, nose, left and right corner of the mouth: the order of every output format.
    public var points: [Point] { [leftEye, rightEye, nose, leftMouth, rightMouth] }

    /// The landmarks in a picture stretched by (`x`, `y`).
    public func scaled(x: Float, y: Float) -> Landmarks {
        map { Point(x: $0.x * x, y: $0.y * y) }
    }

    /// The landmarks with each point where `move` brings it.
    public func map(_ move: (Point) -> Point) -> Landmarks {
        Landmarks(
            leftEye: move(leftEye), rightEye: move(rightEye), nose: move(nose), leftMouth: move(leftMouth),
            rightMouth: move(rightMouth))
    }
}
