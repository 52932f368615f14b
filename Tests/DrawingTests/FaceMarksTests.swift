import FaceMaskCore
import Testing

@testable import FaceMaskDrawing

@Suite struct FaceMarksTests {
    static let states: [MaskState?] = [.worn, .wornIncorrectly, .notWorn, nil]

    @Test("Only box and label change pixels", arguments: states)
    func leavesTheRestUnchanged(state: MaskState?) throws {
        let image = Image.pattern(301, 203)
        let marked = MarkedPicture(301, 203, FaceMark(Box(x1: 90, y1: 80, x2: 161, y2: 170), state))
        let drawn = try marked.drawn(on: image)
        let mark = try #require(try marked.placed().first)
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
        let marked = MarkedPicture(200, 200, FaceMark(Box(x1: 50, y1: 50, x2: 150, y2: 150), state))
        let drawn = try marked.drawn(on: image)
        let color = StateStyle(of: state).color
        for y in [51, 148] {
            let line = (52..<148).count { drawn[$0, y] == (color.red, color.green, color.blue) }
            // Dots are the sparsest line: one length of ink in two and a half.
            #expect(line > 96 / 4, "in row \(y)")
        }
        for other in Self.states where other != state { #expect(drawn.count(of: StateStyle(of: other).color) == 0) }
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
        let marked = MarkedPicture(width, height, FaceMark(box, .notWorn))
        let drawn = try marked.drawn(on: image)
        #expect((drawn.width, drawn.height) == (width, height), "\(reason)")
        #expect(drawn.count(of: StateStyle(of: .notWorn).color) > 0, "\(reason)")
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
        let drawn = try MarkedPicture(100, 80, FaceMark(box, .worn)).drawn(on: image)
        #expect(drawn == image, "\(reason)")
    }

    @Test("A bad box doesn't take the good ones with it")
    func keepsGoodBoxes() throws {
        let good = FaceMark(Box(x1: 30, y1: 30, x2: 70, y2: 70), .worn)
        let bad = FaceMark(Box(x1: .nan, y1: 0, x2: 9, y2: 9), .notWorn)
        let image = Image.pattern(100, 100)
        let both = try MarkedPicture(100, 100, bad, good).drawn(on: image)
        #expect(try both == MarkedPicture(100, 100, good).drawn(on: image))
    }

    @Test("A box of any finite size is drawn at the edges it hides behind")
    func drawsGiantBoxes() throws {
        let marked = MarkedPicture(100, 80, FaceMark(Box(x1: -1e30, y1: -1e30, x2: 1e30, y2: 1e30), .worn))
        let drawn = try marked.drawn(on: Image(width: 100, height: 80))
        #expect(drawn[0, 40] == (0, 158, 115))
    }

    @Test("The same marks give the same pixels, whatever the parts it is drawn in", arguments: [7, 64, 100, 4096])
    func isTheSameInAnyTiles(side: Int) throws {
        let image = Image.pattern(240, 180)
        let marked = MarkedPicture(
            240, 180, FaceMark(Box(x1: -9, y1: 40.4, x2: 99.7, y2: 130), .wornIncorrectly),
            FaceMark(Box(x1: 110, y1: 30, x2: 190, y2: 170), nil))
        let whole = try marked.drawn(on: image)
        let tiled = FaceMarks(marked.marks, subject: "a test", tileSide: side)
        #expect(try tiled.drawn(on: image) == whole)
    }

    @Test("Nothing to show leaves the picture as it is")
    func keepsEmptyScenes() throws {
        let image = Image.pattern(33, 21)
        #expect(try MarkedPicture(33, 21).drawn(on: image) == image)
    }

    @Test("Points are drawn, those outside or not finite are left out")
    func drawsPoints() throws {
        let points = [
            Point(x: 80, y: 80), Point(x: .nan, y: 80), Point(x: 100, y: 100), Point(x: -5, y: 120),
            Point(x: 115, y: .infinity),
        ]
        let box = Box(x1: 50, y1: 50, x2: 150, y2: 150)
        let dotted = MarkedPicture(200, 200, FaceMark(box, .worn, points: points))
        #expect(try dotted.placed()[0].points.count == 2)
        let image = Image(width: 200, height: 200, filledWith: (200, 200, 200))
        #expect(try MarkedPicture(200, 200, FaceMark(box, .worn)).drawn(on: image)[100, 100] == (200, 200, 200))
        #expect(try dotted.drawn(on: image)[100, 100] == (0, 158, 115))
    }
}
