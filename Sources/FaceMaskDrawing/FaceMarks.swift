package import FaceMaskCore

/// The marks of the faces of one picture.
///
/// The same marks on the same picture always give the same pixels.
package struct FaceMarks: Sendable {
    /// The side of the square tiles that a picture is drawn in. Only tiles with marks are converted, and memory stays
    /// at 1 MiB whatever the picture's size, which may exceed the 32,767 pixels of a Cairo surface.
    private static let tileSide = 512

    private let marks: [FaceMark]
    private let subject: String
    private let tileSide: Int

    /// Creates marks. Errors call them `subject`, such as `the faces of photo.jpg`.
    package init(_ marks: [FaceMark], subject: String) {
        self.init(marks, subject: subject, tileSide: Self.tileSide)
    }

    /// Creates marks that are drawn in tiles of another size, with the same result.
    init(_ marks: [FaceMark], subject: String, tileSide: Int) {
        (self.marks, self.subject, self.tileSide) = (marks, subject, tileSide)
    }

    /// Returns `image` with the marks drawn on it. Those whose box is empty, not finite or outside the picture are left
    /// out.
    ///
    /// - Throws: `DrawingError`.
    package func drawn(on image: Image) throws -> Image {
        guard !marks.isEmpty else { return image }
        let typesetter = try Typesetter(subject: subject)
        let placed = MarkLayout(width: image.width, height: image.height, typesetter: typesetter).placed(marks)
        var pixels = image.pixels
        for tile in tiles(of: image) {
            let touching = placed.filter { $0.touches(tile) }
            if !touching.isEmpty { try draw(touching, on: &pixels, in: tile, width: image.width) }
        }
        return Image(width: image.width, height: image.height, pixels: pixels)
    }

    private func tiles(of image: Image) -> [Box] {
        stride(from: 0, to: image.height, by: tileSide).flatMap { top in
            stride(from: 0, to: image.width, by: tileSide).map { left in
                Box(
                    x1: Float(left), y1: Float(top), x2: Float(min(left + tileSide, image.width)),
                    y2: Float(min(top + tileSide, image.height)))
            }
        }
    }

    private func draw(_ marks: [PlacedMark], on pixels: inout [UInt8], in tile: Box, width: Int) throws {
        let canvas = try Canvas(
            width: Int(tile.width), height: Int(tile.height), origin: Point(x: tile.x1, y: tile.y1), subject: subject)
        try canvas.load(tile, of: pixels, width: width)
        for mark in marks { mark.drawFace(on: canvas) }
        for mark in marks { mark.drawLabel(on: canvas) }
        try canvas.store(tile, to: &pixels, width: width)
    }
}
