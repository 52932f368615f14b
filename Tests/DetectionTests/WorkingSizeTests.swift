import FaceMaskCore
import Testing

@testable import FaceMaskDetection

struct WorkingSizeTests {
    /// A picture, the rule, the passes (side, left, top, right, bottom and minimum face of each), and the reason.
    struct Row: CustomTestStringConvertible, Sendable {
        var picture: (Int, Int)
        var rule: WorkingSize
        var passes: [[Float]]
        var testDescription: String

        init(_ picture: (Int, Int), _ rule: WorkingSize, _ passes: [[Float]], _ reason: String) {
            self.picture = picture
            self.rule = rule
            self.passes = passes
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
        Row((320, 160), twice, [[320, 20, 90, 300, 230, 0]], "small: one pass with a margin"),
        Row((479, 479), twice, [[320, 20, 20, 300, 300, 0]], "just small enough for one pass"),
        Row(
            (480, 480), twice, [[640, 0, 0, 640, 640, 0], [320, 20, 20, 300, 300, 80]],
            "just large enough for two"),
        Row(
            (8000, 6000), twice, [[640, 0, 80, 640, 560, 0], [320, 20, 55, 300, 265, 80]],
            "huge: the coarse pass leaves small faces to the fine one"),
        Row((10, 10), WorkingSize(coarseSide: nil, fineSide: 1), [[32, 0, 0, 32, 32, 0]], "no less than 32"),
    ])
    func passesFollowThePicture(row: Row) {
        let passes = row.rule.searchPasses(for: Image(width: row.picture.0, height: row.picture.1))
        #expect(
            passes.map {
                [Float($0.canvas.width), $0.place.x1, $0.place.y1, $0.place.x2, $0.place.y2, $0.minimumFaceSide]
            } == row.passes)
    }

    @Test func theDefaultsKeepPicturesInsideTheirCanvasAndProportions() {
        for width in stride(from: 1, through: 1400, by: 93) {
            for height in stride(from: 1, through: 1400, by: 71) {
                let passes = WorkingSize().searchPasses(for: Image(width: width, height: height))
                #expect(passes.count == (max(width, height) >= 336 ? 2 : 1))
                for pass in passes {
                    let canvas = Box(width: pass.canvas.width, height: pass.canvas.height)
                    #expect(pass.canvas.width % 32 == 0 && pass.canvas.width == pass.canvas.height)
                    #expect(pass.place.intersection(with: canvas) == pass.place)
                    #expect(pass.place.width >= 1 && pass.place.height >= 1)
                    // Half a pixel of rounding on either side.
                    let factor = max(pass.place.width, pass.place.height) / Float(max(width, height))
                    #expect(abs(pass.place.width - Float(width) * factor) <= 1 + factor)
                    #expect(abs(pass.place.height - Float(height) * factor) <= 1 + factor)
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
    func ourNetworkSearchesPicturesNearlyAtTheirSize(picture: [Float], side: Int, seen: [Float], reason: String) {
        var rule = WorkingSize()
        rule.applyDefaults(forOwnNetwork: true)
        let pass = rule.searchPasses(for: Box(x1: 0, y1: 0, x2: picture[0], y2: picture[1]))[1]
        #expect(pass.canvas == .init(width: side, height: side), "\(reason)")
        #expect([pass.place.width, pass.place.height] == seen, "\(reason)")
        var given = WorkingSize(fineSide: 320)
        given.applyDefaults(forOwnNetwork: true)
        #expect(given == WorkingSize(fineSide: 320), "explicit sides are kept")
    }

    @Test(arguments: [
        (335, 200, [224], "a small picture gets one pass"), (336, 200, [256, 640], "a larger one a quick pass first"),
        (640, 480, [256, 640], "as closely as a picture of that size"), (4000, 3000, [256, 960], "huge"),
        (337, 20, [256, 640], "a strip"), (20_000, 3, [256, 960], "a line"),
    ])
    func photosGetAQuickPassFirst(width: Int, height: Int, sides: [Int], reason: String) throws {
        var rule = WorkingSize()
        rule.applyDefaults(forOwnNetwork: true)
        let passes = rule.searchPasses(for: Image(width: width, height: height))
        #expect(passes.map(\.canvas.width) == sides, "\(reason)")
        #expect(passes.map(\.isQuickPass) == (sides.count == 1 ? [false] : [true, false]), "\(reason)")
        guard passes.count == 2 else { return }
        #expect(passes[0].minimumFaceSide == 64, "a quarter of the canvas: the fine pass finds smaller ones better")
        #expect(max(passes[0].place.width, passes[0].place.height) == 256, "all of the canvas is used")
    }

    @Test func otherNetworksAndVideosGetNoQuickPass() {
        var (other, video, asked) = (WorkingSize(), WorkingSize(isTrimmed: true), WorkingSize(coarseSide: nil))
        var (small, close) = (WorkingSize(), WorkingSize())
        small.smallestFace = 20
        close.allowsQuickPass = false
        small.applyDefaults(forOwnNetwork: true)
        close.applyDefaults(forOwnNetwork: true)
        other.applyDefaults(forOwnNetwork: false)
        video.applyDefaults(forOwnNetwork: true)
        asked.applyDefaults(forOwnNetwork: true)
        for rule in [other, video, asked, small, close] {
            #expect(!rule.searchPasses(for: Image(width: 1280, height: 720)).contains { $0.isQuickPass })
        }
    }

    /// Sides and scores of the faces that a quick pass finds, on a picture of 256 × 192 pixels there.
    @Test(
        arguments: [
            ([(60, 0.9)], true, "one large face"), ([(60, 0.9), (50, 0.6)], true, "two"),
            ([], false, "none: there may be small ones"), ([(60, 0.59)], false, "one that is unsure"),
            ([(60, 0.9), (60, 0.2)], false, "a second that is unsure"),
            ([(38, 0.9)], false, "a small one is seldom alone"), ([(39, 0.9)], true, "just large enough"),
            ([(60, 0.9), (20, 0.9)], false, "a small one beside a large one"),
            ([(60, 0.9), (20, 0.09)], true, "scores below the uncertain ones don't count"),
            ([(60, 0.09)], false, "nor are they faces"),
            ([(60, 0.9), (60, .nan)], false, "no score"),
        ] as [([(Float, Float)], Bool, String)])
    func aQuickPassIsConclusiveIfNothingIsUncertain(faces: [(Float, Float)], isConclusive: Bool, reason: String) {
        var rule = WorkingSize()
        rule.applyDefaults(forOwnNetwork: true)
        let quick = rule.searchPasses(for: Image(width: 1024, height: 768))[0]
        let shown = faces.enumerated().map { index, face in
            Face(
                box: Box(x1: 80 * Float(index), y1: 9, x2: 80 * Float(index) + face.0 - 5, y2: 9 + face.0),
                score: face.1)
        }
        #expect(quick.isConclusive(of: shown, from: 0.6) == isConclusive, "\(reason)")
    }

    @Test func videosKeepTheirTrimmedCanvas() {
        var rule = WorkingSize(fineSide: WorkingSize.videoSide, isTrimmed: true)
        rule.applyDefaults(forOwnNetwork: true)
        #expect(rule.searchPasses(for: Image(width: 1280, height: 720)).map(\.canvas.width) == [640, 224])
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
        let pass = try #require(rule.searchPasses(for: Image(width: width, height: height)).first)
        #expect(pass.canvas == WorkingSize.Canvas(width: canvasWidth, height: canvasHeight), "\(reason)")
        let canvas = Box(width: canvasWidth, height: canvasHeight)
        #expect(pass.place.intersection(with: canvas) == pass.place)
        // In the middle, within the pixel that an odd rest leaves.
        #expect(abs(pass.place.center.x - canvas.center.x) <= 0.5 && abs(pass.place.center.y - canvas.center.y) <= 0.5)
    }
}
