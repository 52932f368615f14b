public import FaceMaskCore

/// Draws what was seen onto the picture it was seen in: a box and a label for everyone who is followed, or for every
/// sighting where nobody is.
///
/// A state shows in the colour, the line and the sign on the label. The same picture and scene always give the same
/// pixels.
public struct SceneAnnotator: Sendable {
    /// The side of the square parts that a picture is drawn in. Only parts with something to draw are converted, and
    /// memory stays at 1 MiB whatever the picture's size, which may also exceed the 32,767 pixels of a Cairo surface.
    static let tileSide = 512

    private let style: AnnotationStyle
    private let tileSide: Int

    /// Creates an annotator.
    public init(style: AnnotationStyle = AnnotationStyle()) {
        self.init(style: style, tileSide: Self.tileSide)
    }

    /// Creates an annotator with tiles of another size, which gives the same picture.
    init(style: AnnotationStyle, tileSide: Int) {
        self.style = style
        self.tileSide = tileSide
    }

    /// Returns `image` with the faces of `photo`, which must have its size, drawn on it.
    ///
    /// Faces whose box is empty, not finite or outside the picture are left out.
    public func annotate(_ image: Image, with photo: PhotoResult) throws -> Image {
        try annotate(image, with: AnnotatedScene(photo, style: style))
    }

    /// Returns `image` with the people who are followed in `frame`, which must have its size, drawn on it.
    ///
    /// People whose box is empty, not finite or outside the picture are left out.
    public func annotate(_ image: Image, with frame: FrameResult) throws -> Image {
        try annotate(image, with: AnnotatedScene(frame, style: style))
    }

    private func annotate(_ image: Image, with scene: AnnotatedScene) throws -> Image {
        guard (image.width, image.height) == (scene.width, scene.height) else {
            throw DrawingError(
                .unsuitableSize, subject: scene.subject,
                reason: "they were found in \(scene.width)×\(scene.height) pixels, "
                    + "the picture has \(image.width)×\(image.height)")
        }
        guard !scene.people.isEmpty else { return image }
        let typesetter = try Typesetter(subject: scene.subject)
        let marks = SceneLayout(style: style, scene: scene, typesetter: typesetter).marks()
        var pixels = image.pixels
        for tile in tiles(of: scene) {
            let touching = marks.filter { $0.touches(tile) }
            if !touching.isEmpty { try draw(touching, on: &pixels, in: tile, of: scene) }
        }
        return Image(width: image.width, height: image.height, pixels: pixels)
    }

    private func tiles(of scene: AnnotatedScene) -> [Box] {
        stride(from: 0, to: scene.height, by: tileSide).flatMap { top in
            stride(from: 0, to: scene.width, by: tileSide).map { left in
                Box(
                    x1: Float(left), y1: Float(top), x2: Float(min(left + tileSide, scene.width)),
                    y2: Float(min(top + tileSide, scene.height)))
            }
        }
    }

    private func draw(_ marks: [SightingMark], on pixels: inout [UInt8], in tile: Box, of scene: AnnotatedScene) throws
    {
        let canvas = try Canvas(
            width: Int(tile.width), height: Int(tile.height), origin: Point(x: tile.x1, y: tile.y1),
            subject: scene.subject)
        try canvas.load(tile, of: pixels, width: scene.width)
        for mark in marks { mark.drawFace(on: canvas) }
        for mark in marks { mark.drawLabel(on: canvas) }
        try canvas.store(tile, to: &pixels, width: scene.width)
    }
}
