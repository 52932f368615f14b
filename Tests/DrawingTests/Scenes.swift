import FaceMaskCore

@testable import FaceMaskDrawing

extension Sighting {
    /// A sighting in `box` with one probability; `nil` is unsure.
    init(_ box: Box, _ state: MaskState?, probability: Float = 0.98, landmarks: Landmarks? = nil) {
        let face = Face(box: box, score: 0.9, landmarks: landmarks)
        self.init(face: face, verdict: Verdict(probabilities: [state ?? .worn: probability], state: state))
    }
}

extension PhotoResult {
    init(_ width: Int, _ height: Int, _ sightings: Sighting...) {
        self.init(source: "photo.jpg", width: width, height: height, sightings: sightings)
    }
}

extension Image {
    /// A picture in which every pixel differs from its neighbours.
    static func pattern(_ width: Int, _ height: Int) -> Image {
        let pixels = (0..<(width * height * 3)).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }
        return Image(width: width, height: height, pixels: pixels)
    }

    /// How many pixels have a colour.
    func count(of color: Color) -> Int {
        stride(from: 0, to: pixels.count, by: 3).count { index in
            pixels[index] == color.red && pixels[index + 1] == color.green && pixels[index + 2] == color.blue
        }
    }

    /// The smallest box around all pixels that differ from those of `other`; `nil` when none does.
    func change(from other: Image) -> Box? {
        var box: Box?
        for y in 0..<height where row(y) != other.row(y) {
            for x in 0..<width where self[x, y] != other[x, y] {
                let known = box ?? Box(x1: Float(x), y1: Float(y), x2: Float(x), y2: Float(y))
                box = Box(
                    x1: min(known.x1, Float(x)), y1: min(known.y1, Float(y)), x2: max(known.x2, Float(x + 1)),
                    y2: max(known.y2, Float(y + 1)))
            }
        }
        return box
    }
}

extension Box {
    func contains(_ other: Box) -> Bool { x1 <= other.x1 && y1 <= other.y1 && x2 >= other.x2 && y2 >= other.y2 }
}

/// The marks of a photo as the annotator makes them.
func marks(of photo: PhotoResult, style: AnnotationStyle = AnnotationStyle()) throws -> [SightingMark] {
    try marks(of: AnnotatedScene(photo, style: style), style: style)
}

/// The marks of a frame as the annotator makes them.
func marks(of frame: FrameResult, style: AnnotationStyle = AnnotationStyle()) throws -> [SightingMark] {
    try marks(of: AnnotatedScene(frame, style: style), style: style)
}

private func marks(of scene: AnnotatedScene, style: AnnotationStyle) throws -> [SightingMark] {
    SceneLayout(style: style, scene: scene, typesetter: try Typesetter(subject: scene.source)).marks()
}
