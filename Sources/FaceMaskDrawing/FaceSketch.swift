package import FaceMaskCore

/// A drawing of a face's position: its box, landmarks and outline.
package struct FaceSketch: Sendable {
    /// The box, in pixels of the picture.
    package var box: Box?
    /// The landmarks, in pixels of the picture.
    package var points: [Point]
    /// A closed line, in pixels of the picture.
    package var outline: [Point]

    /// Creates a sketch; omitted parts aren't drawn.
    package init(box: Box? = nil, points: [Point] = [], outline: [Point] = []) {
        (self.box, self.points, self.outline) = (box, points, outline)
    }

    /// The thickness of lines as a share of the picture's longer side; at least 1.5 pixels are drawn.
    private static let lineShare: Float = 0.006

    /// Returns the picture with the sketch drawn on it. Its sides must be at most 32,767 pixels.
    ///
    /// - Throws: `DrawingError`.
    package func drawn(on image: Image) throws -> Image {
        let whole = Box(width: image.width, height: image.height)
        let canvas = try Canvas(width: image.width, height: image.height, subject: "a face's sketch")
        try canvas.load(whole, of: image.pixels, width: image.width)
        let width = max(Float(max(image.width, image.height)) * Self.lineShare, 1.5)
        if let box { canvas.stroke(box, with: Pen(color: .yellow, width: width)) }
        for point in points { canvas.fillDisc(at: point, radius: width * 0.4, with: .bluishGreen) }
        if let first = outline.first {
            canvas.stroke(outline + [first], with: Pen(color: .vermillion, width: width))
        }
        var pixels = image.pixels
        try canvas.store(whole, to: &pixels, width: image.width)
        return Image(width: image.width, height: image.height, pixels: pixels)
    }
}
