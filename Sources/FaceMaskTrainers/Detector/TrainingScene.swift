package import FaceMaskCore

/// A face that a detector should find.
package struct SceneFace: Hashable, Sendable {
    /// In pixels of the picture.
    package var box: Box
    /// In pixels of the picture; `nil` if unknown.
    package var landmarks: Landmarks?
    /// The mask state of the face; `nil` if unknown.
    package var state: MaskState?
    /// Whether it is uncertain that there is a face: it is then neither trained on nor counted as background.
    package var isIgnored: Bool

    /// Creates a face.
    package init(box: Box, landmarks: Landmarks? = nil, state: MaskState? = nil, isIgnored: Bool = false) {
        self.box = box
        self.landmarks = landmarks
        self.state = state
        self.isIgnored = isIgnored
    }

    /// Returns the face in a picture whose origin is that of `region`, scaled by `factor`.
    func moved(from region: Box, factor: Float) -> SceneFace {
        func move(_ point: Point) -> Point { Point(x: point.x - region.x1, y: point.y - region.y1) }
        var face = self
        let corner = move(Point(x: box.x1, y: box.y1))
        face.box = Box(x1: corner.x, y1: corner.y, x2: corner.x + box.width, y2: corner.y + box.height)
            .scaled(x: factor, y: factor)
        face.landmarks = landmarks?.map(move).scaled(x: factor, y: factor)
        return face
    }

    /// Returns the face in a picture that is rotated about `center` so that the direction `across`, a unit vector,
    /// becomes horizontal. A face fills its box like an ellipse, so the new box is that of the rotated ellipse, not of
    /// its corners.
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

    /// Returns the face in the mirror image of a picture of that width; left remains the picture's left.
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
package struct TrainingScene: Sendable {
    /// All faces, including uncertain ones.
    package var faces: [SceneFace]
    /// The collection that it is from. Large origins are drawn less often than in proportion.
    package var origin: String
    /// Reads the picture. Called on any thread, each time it is drawn.
    package var picture: @Sendable () throws -> Image

    /// Creates a scene.
    package init(faces: [SceneFace], origin: String, picture: @escaping @Sendable () throws -> Image) {
        self.faces = faces
        self.origin = origin
        self.picture = picture
    }
}

/// A decoded picture with its faces.
struct LoadedScene {
    var image: Image
    var faces: [SceneFace]
    /// The parts of the image that show a picture, in whole pixels; outside them the network gets its background.
    var shown: [Box]

    /// Creates a scene; without `shown`, the whole image shows a picture.
    init(image: Image, faces: [SceneFace], shown: [Box]? = nil) {
        self.image = image
        self.faces = faces
        self.shown = shown ?? [Box(width: image.width, height: image.height)]
    }
}
