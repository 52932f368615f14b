/// The five points that face detectors agree on, in pixels of the picture; left and right are the picture's.
public struct Landmarks: Hashable, Sendable {
    public var leftEye: Point
    public var rightEye: Point
    public var nose: Point
    public var leftMouth: Point
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
        func scale(_ point: Point) -> Point { Point(x: point.x * x, y: point.y * y) }
        return Landmarks(
            leftEye: scale(leftEye), rightEye: scale(rightEye), nose: scale(nose),
            leftMouth: scale(leftMouth), rightMouth: scale(rightMouth))
    }
}
