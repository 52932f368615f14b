package import FaceMaskCore

/// Draws where a face is: its box, its landmarks, an outline.
package struct FaceSketch: Sendable {
    /// Where it is, in pixels.
    package var box: Box?
    /// Points on it, in pixels.
    package var points: [Point]
    /// A closed line, in pixels.
    package var outline: [Point]

    /// Creates a sketch; what is left out isn't drawn.
    package init(box: Box? = nil, points: [Point] = [], outline: [Point] = []) {
        (self.box, self.points, self.outline) = (box, points, outline)
    }

    /// Thickness of lines against the picture's longer side; at least a pixel and a half.
    private static let lineShare: Float = 0.006

    /// The picture with the sketch over it. Its sides must be at most 32,767 pixels.
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
