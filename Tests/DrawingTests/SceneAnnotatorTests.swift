import FaceMaskCore
import Testing

@testable import FaceMaskDrawing

@Suite struct SceneAnnotatorTests {
    static let states: [MaskState?] = [.worn, .wornIncorrectly, .notWorn, nil]

    @Test("Only box and label change pixels", arguments: states)
    func leavesTheRestAlone(state: MaskState?) throws {
        let image = Image.pattern(301, 203)
        let photo = PhotoResult(301, 203, Sighting(Box(x1: 90, y1: 80, x2: 161, y2: 170), state))
        let drawn = try SceneAnnotator().annotate(image, with: photo)
        let mark = try #require(try marks(of: photo).first)
        let casing = mark.metrics.casing
        let hollow = mark.box.grown(by: -mark.metrics.lineWidth - casing)
        let plate = try #require(mark.label?.plate)
        for y in 0..<203 {
            for x in 0..<301 {
                let pixel = Box(x1: Float(x), y1: Float(y), x2: Float(x + 1), y2: Float(y + 1))
                let onFrame = mark.box.grown(by: casing).contains(pixel) && !hollow.contains(pixel)
                guard !onFrame, !plate.contains(pixel), drawn[x, y] != image[x, y] else { continue }
                Issue.record("the pixel at \(x), \(y) changed")
            }
        }
    }

    @Test("The box's line has the state's colour and no other state's", arguments: states)
    func drawsInTheStatesColor(state: MaskState?) throws {
        let image = Image(width: 200, height: 200)
        let photo = PhotoResult(200, 200, Sighting(Box(x1: 50, y1: 50, x2: 150, y2: 150), state))
        let drawn = try SceneAnnotator().annotate(image, with: photo)
        let color = StateLook(of: state).color
        for y in [51, 148] {
            let line = (52..<148).count { drawn[$0, y] == (color.red, color.green, color.blue) }
            // Dots are the sparsest line: one length of ink in two and a half.
            #expect(line > 96 / 4, "in row \(y)")
        }
        for other in Self.states where other != state { #expect(drawn.count(of: StateLook(of: other).color) == 0) }
    }

    @Test(
        "Pictures of any size are drawn on",
        arguments: [
            (1, 1, "a single pixel"), (1, 50, "one column"), (2, 2, "smaller than a line"),
            (20, 20, "smaller than a label"), (64, 48, "a thumbnail"), (8000, 200, "as wide as a panorama"),
            (33_000, 8, "wider than a Cairo surface can be"),
        ])
    func drawsOnAnySize(width: Int, height: Int, reason: String) throws {
        let image = Image(width: width, height: height, filledWith: (90, 120, 140))
        let box = Box(width: width, height: height).expanded(by: -0.2)
        let photo = PhotoResult(width, height, Sighting(box, .notWorn))
        let drawn = try SceneAnnotator().annotate(image, with: photo)
        #expect((drawn.width, drawn.height) == (width, height), "\(reason)")
        #expect(drawn.count(of: StateLook(of: .notWorn).color) > 0, "\(reason)")
    }

    @Test(
        "What can't be seen is left out",
        arguments: [
            (Box(x1: .nan, y1: 10, x2: 50, y2: 50), "an edge isn't a number"),
            (Box(x1: 10, y1: 10, x2: .infinity, y2: 50), "an edge is infinite"),
            (Box(x1: -.infinity, y1: -.infinity, x2: .infinity, y2: .infinity), "all edges are infinite"),
            (Box(x1: -3e38, y1: -3e38, x2: 3e38, y2: 3e38), "its width overflows"),
            (Box(x1: 50, y1: 50, x2: 10, y2: 10), "its sides are negative"),
            (Box(x1: 10, y1: 10, x2: 10, y2: 50), "it has no area"),
            (Box(x1: 200, y1: 10, x2: 260, y2: 50), "it lies to the right of the picture"),
            (Box(x1: -90, y1: -90, x2: 0, y2: 0), "it touches the picture from outside"),
        ])
    func skipsWhatCannotBeSeen(box: Box, reason: String) throws {
        let image = Image.pattern(100, 80)
        let drawn = try SceneAnnotator().annotate(image, with: PhotoResult(100, 80, Sighting(box, .worn)))
        #expect(drawn == image, "\(reason)")
    }

    @Test("A bad box doesn't take the good ones with it")
    func keepsGoodBoxes() throws {
        let good = Sighting(Box(x1: 30, y1: 30, x2: 70, y2: 70), .worn)
        let bad = Sighting(Box(x1: .nan, y1: 0, x2: 9, y2: 9), .notWorn)
        let image = Image.pattern(100, 100)
        let both = try SceneAnnotator().annotate(image, with: PhotoResult(100, 100, bad, good))
        #expect(try both == SceneAnnotator().annotate(image, with: PhotoResult(100, 100, good)))
    }

    @Test("A box of any finite size is drawn at the edges it hides behind")
    func drawsGiantBoxes() throws {
        let photo = PhotoResult(100, 80, Sighting(Box(x1: -1e30, y1: -1e30, x2: 1e30, y2: 1e30), .worn))
        let drawn = try SceneAnnotator().annotate(Image(width: 100, height: 80), with: photo)
        #expect(drawn[0, 40] == (0, 158, 115))
    }

    @Test("The same scene gives the same pixels, whatever the parts it is drawn in", arguments: [7, 64, 100, 4096])
    func isTheSameInAnyTiles(side: Int) throws {
        let image = Image.pattern(240, 180)
        let photo = PhotoResult(
            240, 180, Sighting(Box(x1: -9, y1: 40.4, x2: 99.7, y2: 130), .wornIncorrectly),
            Sighting(Box(x1: 110, y1: 30, x2: 190, y2: 170), nil))
        let whole = try SceneAnnotator().annotate(image, with: photo)
        #expect(try SceneAnnotator(style: AnnotationStyle(), tileSide: side).annotate(image, with: photo) == whole)
    }

    @Test("Nothing to show leaves the picture as it is")
    func keepsEmptyScenes() throws {
        let image = Image.pattern(33, 21)
        #expect(try SceneAnnotator().annotate(image, with: PhotoResult(33, 21)) == image)
    }

    @Test("A scene of another picture is refused, with a sentence")
    func refusesOtherSizes() throws {
        let image = Image(width: 10, height: 10)
        let error = try #require(throws: DrawingError.self) {
            try SceneAnnotator().annotate(image, with: PhotoResult(20, 10))
        }
        #expect(error.code == .unsuitableSize)
        #expect(
            error.description == "Could not draw the faces of photo.jpg: they were found in 20×10 pixels, "
                + "the picture has 10×10; give it a size that fits.")
    }

    @Test("Landmarks are drawn when wanted, those outside or not finite are left out")
    func drawsLandmarks() throws {
        let points = Landmarks(
            leftEye: Point(x: 80, y: 80), rightEye: Point(x: .nan, y: 80), nose: Point(x: 100, y: 100),
            leftMouth: Point(x: -5, y: 120), rightMouth: Point(x: 115, y: .infinity))
        let photo = PhotoResult(200, 200, Sighting(Box(x1: 50, y1: 50, x2: 150, y2: 150), .worn, landmarks: points))
        #expect(try marks(of: photo, style: AnnotationStyle(drawsLandmarks: true))[0].landmarks.count == 2)
        let image = Image(width: 200, height: 200, filledWith: (200, 200, 200))
        let bare = try SceneAnnotator().annotate(image, with: photo)
        let dotted = try SceneAnnotator(style: AnnotationStyle(drawsLandmarks: true)).annotate(image, with: photo)
        #expect(bare[100, 100] == (200, 200, 200))
        #expect(dotted[100, 100] == (0, 158, 115))
    }
}
