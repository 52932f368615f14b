import FaceMaskDrawing
import FaceMaskCore
import Testing

@Suite struct ArtworkTests {
    private static let square = Artwork.Path([
        .move(Point(x: 1, y: 1)), .line(Point(x: 2, y: 1)), .line(Point(x: 2, y: 2)), .line(Point(x: 1, y: 2)), .close,
    ])
    private static let red = Artwork.Ink(red: 1, green: 0, blue: 0)

    /// The pixels of 4 × 4 units at 8 × 8 pixels.
    private func pixels(_ shapes: [Artwork.Shape]) throws -> [UInt32] {
        try Artwork(shapes).rendered(Box(x1: 0, y1: 0, x2: 4, y2: 4), width: 8, height: 8).pixels
    }

    @Test func shapesHaveTheirPositions() throws {
        let pixels = try pixels([.fill(Self.square, Self.red)])
        for y in 0..<8 {
            for x in 0..<8 {
                let isInside = (2..<4).contains(x) && (2..<4).contains(y)
                #expect(pixels[y * 8 + x] == (isInside ? 0xFFFF_0000 : 0))
            }
        }
    }

    @Test func coloursAreMultipliedByTheirOpacity() throws {
        let half = Artwork.Ink(red: 1, green: 0, blue: 0, opacity: 0.5)
        let pixel = try pixels([.fill(Self.square, half)])[2 * 8 + 2]
        #expect((127...128).contains(pixel >> 24) && (127...128).contains(pixel >> 16 & 255) && pixel & 0xFFFF == 0)
    }

    @Test func onlyTheInsideOfAClipIsDrawn() throws {
        let line = Artwork.Path([.move(Point(x: 0, y: 1.25)), .line(Point(x: 4, y: 1.25))])
        let pixels = try pixels([.clipped(Self.square, [.stroke(line, Self.red, width: 0.5)])])
        #expect(pixels.indices.filter { pixels[$0] != 0 } == [2 * 8 + 2, 2 * 8 + 3])
    }

    @Test func gradientsBlendColours() throws {
        let shade = Artwork.Shape.shade(
            Self.square, from: (Point(x: 1, y: 1), Self.red),
            to: (Point(x: 2, y: 1), Artwork.Ink(red: 0, green: 0, blue: 1)))
        let pixels = try pixels([shade])
        #expect(pixels[2 * 8 + 2] >> 16 & 255 > pixels[2 * 8 + 3] >> 16 & 255)
    }

    @Test func sketchesChangeOnlyTheirLines() throws {
        let image = Image(width: 40, height: 30, filledWith: (9, 9, 9))
        let box = Box(x1: 10, y1: 10, x2: 20, y2: 20)
        let sketch = FaceSketch(box: box, points: [Point(x: 30, y: 5)], outline: [])
        let drawn = try sketch.drawn(on: image)
        #expect(drawn[10, 15].red > 100 && drawn[15, 15] == (9, 9, 9) && drawn[30, 5].green > 20)
        #expect(try FaceSketch().drawn(on: image) == image)
    }
}
