import FaceMaskCore
import Testing

@testable import Detection

struct WorkingSizeTests {
    /// A picture, the rule, side, left, top, right, bottom and least face of the looks, and why.
    struct Row: CustomTestStringConvertible, Sendable {
        var picture: (Int, Int)
        var rule: WorkingSize
        var looks: [[Float]]
        var testDescription: String

        init(_ picture: (Int, Int), _ rule: WorkingSize, _ looks: [[Float]], _ reason: String) {
            self.picture = picture
            self.rule = rule
            self.looks = looks
            testDescription = reason
        }
    }

    private static let once = WorkingSize(coarseSide: nil, fineSide: 320)
    private static let twice = WorkingSize(coarseSide: 320, fineSide: 640)

    @Test(arguments: [
        Row((320, 320), once, [[320, 0, 0, 320, 320, 0]], "once: exactly the canvas"),
        Row((512, 256), once, [[320, 0, 80, 320, 240, 0]], "once: lying, in the middle"),
        Row((256, 512), once, [[320, 80, 0, 240, 320, 0]], "once: upright"),
        Row((1, 1), once, [[320, 0, 0, 320, 320, 0]], "once: one pixel is enlarged"),
        Row((20_000, 20), once, [[320, 0, 159, 320, 160, 0]], "once: a strip is never below one pixel"),
        Row((320, 160), twice, [[320, 20, 90, 300, 230, 0]], "small: one look with a rim"),
        Row((479, 479), twice, [[320, 20, 20, 300, 300, 0]], "just small enough for one look"),
        Row(
            (480, 480), twice, [[640, 0, 0, 640, 640, 0], [320, 20, 20, 300, 300, 80]],
            "just large enough for two"),
        Row(
            (8000, 6000), twice, [[640, 0, 80, 640, 560, 0], [320, 20, 55, 300, 265, 80]],
            "huge: the coarse look leaves small faces to the fine one"),
        Row((10, 10), WorkingSize(coarseSide: nil, fineSide: 1), [[32, 0, 0, 32, 32, 0]], "no less than 32"),
    ])
    func looksFollowThePicture(row: Row) {
        let looks = row.rule.looks(at: Image(width: row.picture.0, height: row.picture.1))
        #expect(
            looks.map {
                [Float($0.canvas.width), $0.place.x1, $0.place.y1, $0.place.x2, $0.place.y2, $0.minimumFaceSide]
            } == row.looks)
    }

    @Test func theDefaultsKeepPicturesInsideTheirCanvasAndProportions() {
        for width in stride(from: 1, through: 1400, by: 93) {
            for height in stride(from: 1, through: 1400, by: 71) {
                let looks = WorkingSize().looks(at: Image(width: width, height: height))
                #expect(looks.count == (max(width, height) >= 336 ? 2 : 1))
                for look in looks {
                    let canvas = Box(width: look.canvas.width, height: look.canvas.height)
                    #expect(look.canvas.width % 32 == 0 && look.canvas.width == look.canvas.height)
                    #expect(look.place.intersection(with: canvas) == look.place)
                    #expect(look.place.width >= 1 && look.place.height >= 1)
                    // Half a pixel of rounding on either side.
                    let factor = max(look.place.width, look.place.height) / Float(max(width, height))
                    #expect(abs(look.place.width - Float(width) * factor) <= 1 + factor)
                    #expect(abs(look.place.height - Float(height) * factor) <= 1 + factor)
                }
            }
        }
    }

    /// Width and height of a picture, the side of its canvas, the picture's width and height there, and why.
    @Test(arguments: [
        ([400, 300], 640, [500, 375], "no further than by a quarter"),
        ([576, 384], 640, [640, 427], "to the canvas where that is less"),
        ([800, 450], 640, [640, 360], "reduced by a fifth at most"),
        ([801, 451], 960, [960, 541], "larger ones on a larger canvas"),
        ([768, 1024], 960, [720, 960], "what is too large is reduced"),
        ([960, 960], 960, [960, 960], "what fits stays"),
    ])
    func ourNetworkSeesPicturesNearlyAsTheyAre(picture: [Float], side: Int, seen: [Float], reason: String) {
        var rule = WorkingSize()
        rule.suit(ownNetwork: true)
        let look = rule.looks(at: Box(x1: 0, y1: 0, x2: picture[0], y2: picture[1]))[0]
        #expect(look.canvas == .init(width: side, height: side), "\(reason)")
        #expect([look.place.width, look.place.height] == seen, "\(reason)")
        var given = WorkingSize(fineSide: 320)
        given.suit(ownNetwork: true)
        #expect(given == WorkingSize(fineSide: 320), "what somebody said stays")
    }

    @Test(arguments: [
        (1200, 900, true, "4:3: below"), (900, 1200, true, "upright: beside"), (1600, 900, true, "16:9"),
        (400, 400, false, "a small square leaves none, either"), (350, 300, true, "nearly one does"),
        (640, 400, true, "a small picture"), (1000, 1000, false, "a large one leaves none"),
        (1000, 800, true, "5:4, just"), (1000, 830, false, "a little higher"), (337, 20, true, "a strip"),
        (20_000, 3, true, "a line"),
    ])
    func oneRunLooksTwiceWhereThereIsRoom(width: Int, height: Int, isShared: Bool, reason: String) throws {
        var rule = WorkingSize()
        rule.suit(ownNetwork: true)
        let looks = rule.looks(at: Image(width: width, height: height))
        try #require(looks.count == 2)
        let (fine, coarse) = (looks[0], looks[1])
        #expect(coarse.isBesideLast == isShared && !fine.isBesideLast, "\(reason)")
        #expect(isShared == (fine.canvas == coarse.canvas))
        let canvas = Box(width: coarse.canvas.width, height: coarse.canvas.height)
        #expect(coarse.place.intersection(with: canvas) == coarse.place)
        #expect(coarse.minimumFaceSide == 56, "a quarter of its own canvas, wherever it lies")
        var alone = rule
        alone.sharesCanvas = false
        let apart = alone.looks(at: Image(width: width, height: height))
        for (look, other) in zip(looks, apart) {
            #expect(look.place.width == other.place.width && look.place.height == other.place.height)
        }
        if isShared {
            #expect(fine.place.intersection(with: canvas) == fine.place)
            let gap = max(coarse.place.x1 - fine.place.x2, coarse.place.y1 - fine.place.y2)
            #expect(gap >= 32, "\(reason): \(gap)")
        }
    }

    @Test func videosKeepTheirTrimmedCanvas() {
        var rule = WorkingSize(fineSide: WorkingSize.videoSide, isTrimmed: true)
        rule.suit(ownNetwork: true)
        #expect(rule.looks(at: Image(width: 1280, height: 720)).map(\.canvas.width) == [640, 224])
    }

    /// Width and height of a frame, of its canvas, and why.
    @Test(arguments: [
        (1280, 720, 640, 384, "16:9"), (1920, 1080, 640, 384, "16:9 of any size"), (720, 1280, 384, 640, "upright"),
        (640, 480, 640, 480, "4:3"), (1000, 1000, 640, 640, "a square stays one"), (1004, 750, 640, 480, "about 4:3"),
        (1000, 752, 640, 640, "just too high for 4:3"), (2000, 2, 640, 384, "a strip gets no canvas of its own"),
    ])
    func aTrimmedCanvasIsTheSmallestThatHoldsTheFrame(
        width: Int, height: Int, canvasWidth: Int, canvasHeight: Int, reason: String
    ) throws {
        let rule = WorkingSize(coarseSide: nil, fineSide: 640, isTrimmed: true)
        let look = try #require(rule.looks(at: Image(width: width, height: height)).first)
        #expect(look.canvas == WorkingSize.Canvas(width: canvasWidth, height: canvasHeight), "\(reason)")
        let canvas = Box(width: canvasWidth, height: canvasHeight)
        #expect(look.place.intersection(with: canvas) == look.place)
        // In the middle, within the pixel that an odd rest leaves.
        #expect(abs(look.place.center.x - canvas.center.x) <= 0.5 && abs(look.place.center.y - canvas.center.y) <= 0.5)
    }
}
