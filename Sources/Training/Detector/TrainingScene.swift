public import FaceMaskCore

/// A face that a detector should find.
public struct SceneFace: Hashable, Sendable {
    /// In pixels of the picture.
    public var box: Box
    /// In pixels of the picture; `nil` where unknown.
    public var landmarks: Landmarks?
    /// How the face wears its mask; `nil` where unknown.
    public var state: MaskState?
    /// Whether there may be a face that nobody is sure of: it is neither learnt nor counted as background.
    public var isIgnored: Bool

    /// Creates a face.
    public init(box: Box, landmarks: Landmarks? = nil, state: MaskState? = nil, isIgnored: Bool = false) {
        self.box = box
        self.landmarks = landmarks
        self.state = state
        self.isIgnored = isIgnored
    }

    /// The face in a picture of which `region`'s origin is the origin, enlarged by `factor`.
    func moved(from region: Box, factor: Float) -> SceneFace {
        func move(_ point: Point) -> Point { Point(x: point.x - region.x1, y: point.y - region.y1) }
        var face = self
        let corner = move(Point(x: box.x1, y: box.y1))
        face.box = Box(x1: corner.x, y1: corner.y, x2: corner.x + box.width, y2: corner.y + box.height)
            .scaled(x: factor, y: factor)
        face.landmarks = landmarks?.map(move).scaled(x: factor, y: factor)
        return face
    }

    /// The face in a picture that is turned about `center` so that the direction `across`, of length 1, becomes level. A
    /// face fills its box like an ellipse, so the new box is that of the turned ellipse, not of the turned corners.
    func turned(about center: Point, to across: SIMD2<Float>) -> SceneFace {
        func turn(_ point: Point) -> Point {
            let (x, y) = (point.x - center.x, point.y - center.y)
            return Point(x: center.x + across.x * x + across.y * y, y: center.y - across.y * x + across.x * y)
        }
        var face = self
        let middle = turn(box.center)
        func reach(_ along: Float, _ other: Float) -> Float { (along * along + other * other).squareRoot() / 2 }
        let x = reach(across.x * box.width, across.y * box.height)
        let y = reach(across.y * box.width, across.x * box.height)
        face.box = Box(x1: middle.x - x, y1: middle.y - y, x2: middle.x + x, y2: middle.y + y)
        face.landmarks = landmarks?.map(turn)
        return face
    }

    /// The face in the mirror of a picture so wide; left stays the picture's left.
    func mirrored(inWidth width: Float) -> SceneFace {
        func mirror(_ point: Point) -> Point { Point(x: width - point.x, y: point.y) }
        var face = self
        face.box = box.mirrored(inWidth: width)
        face.landmarks = landmarks.map { landmarks in
            Landmarks(
                leftEye: mirror(landmarks.rightEye), rightEye: mirror(landmarks.leftEye), nose: mirror(landmarks.nose),
                leftMouth: mirror(landmarks.rightMouth), rightMouth: mirror(landmarks.leftMouth))
        }
        return face
    }
}

extension Box {
    /// Returns the box in the mirror image of a picture of that width.
    func mirrored(inWidth width: Float) -> Box { Box(x1: width - x2, y1: y1, x2: width - x1, y2: y2) }
}

/// A picture with its faces.
public struct TrainingScene: Sendable {
    /// The faces, all that there are or may be.
    public var faces: [SceneFace]
    /// Who collected it; origins are drawn evenly, half-way.
    public var origin: String
    /// Reads the picture. Called from any thread, each time it is drawn.
    public var picture: @Sendable () throws -> Image

    /// Creates a scene.
    public init(faces: [SceneFace], origin: String, picture: @escaping @Sendable () throws -> Image) {
        self.faces = faces
        self.origin = origin
        self.picture = picture
    }
}

/// A picture with its faces, read.
struct OpenScene {
    var image: Image
    var faces: [SceneFace]
    /// The parts of the image that show a picture, in whole pixels; the rest is background to the network.
    var shown: [Box]

    /// Without `shown`, the whole image shows a picture.
    init(image: Image, faces: [SceneFace], shown: [Box]? = nil) {
        self.image = image
        self.faces = faces
        self.shown = shown ?? [Box(width: image.width, height: image.height)]
    }
}
