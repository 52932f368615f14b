import FaceMaskCore
import Foundation
import FaceMaskMedia
import Testing

struct VideoReaderTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func unevenTimesAndColoursAreReadBack() async throws {
        let times = [0, 0.04, 0.0501, 0.5, 2.75, 2.76, 7.123456, 7.2]
        let url = folder.path("a.mp4")
        let shade = { (index: Int) in Image(width: 64, height: 48, filledWith: (UInt8(index * 30), 90, 200)) }
        try await record(url, at: times, image: shade)
        let reading = try await Reading.of(url)
        #expect(reading.error == nil && reading.indices == Array(0..<8))
        // A unit of the recording's clock.
        #expect(isClose(reading.times, times, within: 1 / 120_000))
        for frame in reading.frames { #expect(likeness(frame.image, shade(frame.index)) > 36) }
        let information = try await VideoReader(url).information
        #expect(information.width == 64 && information.height == 48 && information.codec == "h264")
        #expect(information.rotation == 0 && !information.hasSound)
    }

    @Test(
        "solid colours keep their values", arguments: [48, 720], [(255, 0, 0), (0, 255, 0), (0, 0, 255), (120, 80, 60)])
    func colors(_ height: Int, _ color: (Int, Int, Int)) async throws {
        let image = Image(width: 16, height: height, filledWith: (UInt8(color.0), UInt8(color.1), UInt8(color.2)))
        try await record(folder.path("a.mp4"), at: [0, 0.04]) { _ in image }
        let frame = try #require(try await Reading.of(folder.path("a.mp4")).frames.last)
        #expect(largestDifference(frame.image, image) <= 5)
    }

    struct Turn: Sendable {
        let why: String
        let matrix: [Int]
        let degrees: Int
        /// The position of the stored top left corner: right, bottom.
        let corner: (right: Bool, bottom: Bool)
        let swaps: Bool
    }

    static let turns: [Turn] = [
        Turn(why: "upright", matrix: [1, 0, 0, 1], degrees: 0, corner: (false, false), swaps: false),
        Turn(why: "a quarter clockwise", matrix: [0, 1, -1, 0], degrees: 90, corner: (true, false), swaps: true),
        Turn(why: "half", matrix: [-1, 0, 0, -1], degrees: 180, corner: (true, true), swaps: false),
        Turn(why: "three quarters", matrix: [0, -1, 1, 0], degrees: 270, corner: (false, true), swaps: true),
        Turn(why: "mirrored", matrix: [-1, 0, 0, 1], degrees: 0, corner: (true, false), swaps: false),
        Turn(why: "upside down in a mirror", matrix: [1, 0, 0, -1], degrees: 180, corner: (false, true), swaps: false),
    ]

    @Test("stands upright, whatever the display matrix says", arguments: turns)
    func rotation(_ turn: Turn) async throws {
        var image = Image(width: 64, height: 32, filledWith: (20, 20, 20))
        for y in 0..<8 { for x in 0..<8 { image[x, y] = (240, 240, 240) } }
        try await record(folder.path("a.mp4"), at: [0, 0.04]) { _ in image }
        let bytes = [UInt8](try Data(contentsOf: folder.path("a.mp4")))
        // Version and flags, 20 bytes of times, 16 of order and volume; then a, b, u, c, d, v, x, y, w (ISO 14496-12, 8.3.2).
        let place = try bytes.firstPosition(of: "tkhd") + 4 + 40
        let (a, b, c, d) = (turn.matrix[0] << 16, turn.matrix[1] << 16, turn.matrix[2] << 16, turn.matrix[3] << 16)
        let matrix = [a, b, 0, c, d, 0].flatMap { bigEndian($0) }
        let url = try folder.file("turned.mp4", bytes.patched(at: place, matrix))
        #expect(try await VideoReader(url).information.rotation == turn.degrees)
        let frame = try #require(try await Reading.of(url).frames.first?.image)
        #expect(frame.width == (turn.swaps ? 32 : 64) && frame.height == (turn.swaps ? 64 : 32))
        let (x, y) = (turn.corner.right ? frame.width - 4 : 3, turn.corner.bottom ? frame.height - 4 : 3)
        #expect(frame[x, y].red > 200)
        #expect(frame[frame.width - 1 - x, frame.height - 1 - y].red < 60)
    }

    @Test(
        "odd sizes are whole to the last column and row",
        arguments: [(1, 1), (5, 3), (17, 9), (3, 50), (64, 33), (33, 64), (1279, 9)], ["420jpeg", "444"])
    func oddSizes(_ size: (Int, Int), _ chroma: String) async throws {
        // BT.601's red.
        let bytes = VideoBuilder.y4m(width: size.0, height: size.1, chroma: chroma, colors: [(81, 90, 240)])
        let image = try #require(try await Reading.of(folder.file("a.y4m", bytes)).frames.first?.image)
        #expect(image.width == size.0 && image.height == size.1)
        #expect(largestDifference(image, Image(width: size.0, height: size.1, filledWith: (254, 0, 0))) <= 4)
    }

    @Test(
        "the matrix follows the height, the range the tag",
        arguments: [
            (576, "", (254, 0, 0)), (720, "", (255, 24, 0)), (576, " XCOLORRANGE=FULL", (238, 14, 14)),
        ])
    func matrixAndRange(_ height: Int, _ tag: String, _ expected: (Int, Int, Int)) async throws {
        let bytes = VideoBuilder.y4m(width: 16, height: height, tags: "A1:1" + tag, colors: [(81, 90, 240)])
        let image = try #require(try await Reading.of(folder.file("a.y4m", bytes)).frames.first?.image)
        let color = (UInt8(expected.0), UInt8(expected.1), UInt8(expected.2))
        #expect(largestDifference(image, Image(width: 16, height: height, filledWith: color)) <= 3, "\(image[8, 8])")
    }

    @Test(
        "pixels become square by growing",
        arguments: [
            ("A2:1", 32, 12), ("A1:2", 16, 24), ("A16:15", 17, 12), ("A0:0", 16, 12), ("A1:1000", 16, 12),
        ])
    func pixelAspect(_ tag: String, _ width: Int, _ height: Int) async throws {
        let bytes = VideoBuilder.y4m(width: 16, height: 12, tags: tag, colors: [(81, 90, 240)])
        let url = try folder.file("a.y4m", bytes)
        let image = try #require(try await Reading.of(url).frames.first?.image)
        #expect(image.width == width && image.height == height)
        let information = try await VideoReader(url).information
        #expect(information.width == width && information.height == height)
    }

    @Test func theSizeMayChange() async throws {
        let sizes = [(16, 12), (16, 12), (33, 21), (8, 8)]
        let frames = try sizes.map { try VideoBuilder.jpeg(gradient(width: $0.0, height: $0.1)) }
        let reading = try await Reading.of(
            folder.file("a.avi", VideoBuilder.avi(width: 16, height: 12, frames: frames)))
        #expect(reading.frames.map { [$0.image.width, $0.image.height] } == sizes.map { [$0.0, $0.1] })
        for frame in reading.frames {
            #expect(likeness(frame.image, gradient(width: frame.image.width, height: frame.image.height)) > 28)
        }
    }

    struct Choice: Sendable {
        let why: String
        let selection: FrameSelection
        let indices: [Int]
        let times: [Double]
    }

    static let choices: [Choice] = [
        Choice(why: "all", selection: .all, indices: Array(0..<8), times: (0..<8).map { Double($0) * 0.5 }),
        Choice(why: "every 3rd", selection: .init(pace: .every(3)), indices: [0, 3, 6], times: [0, 1.5, 3]),
        Choice(
            why: "one a second", selection: .init(pace: .perSecond(1)), indices: [0, 2, 4, 6], times: [0, 1, 2, 3]),
        Choice(
            why: "more than there are", selection: .init(pace: .perSecond(50)), indices: Array(0..<8),
            times: (0..<8).map { Double($0) * 0.5 }),
        Choice(why: "on a frame", selection: .init(start: 1, duration: 1), indices: [0, 1], times: [1, 1.5]),
        Choice(why: "between frames", selection: .init(start: 1.2, duration: 1), indices: [0, 1], times: [1.5, 2]),
        Choice(
            why: "behind a key frame, every 2nd", selection: .init(start: 2.5, pace: .every(2)), indices: [0, 2],
            times: [2.5, 3.5]),
        Choice(why: "behind the end", selection: .init(start: 60), indices: [], times: []),
    ]

    @Test("only the wanted frames come", arguments: choices)
    func selection(_ choice: Choice) async throws {
        try await record(folder.path("a.mp4"), at: (0..<8).map { Double($0) * 0.5 })
        let reading = try await Reading.of(folder.path("a.mp4"), selecting: choice.selection)
        #expect(reading.error == nil && reading.indices == choice.indices)
        #expect(isClose(reading.times, choice.times, within: 1 / 120_000))
    }

    @Test func aSecondLoopContinues() async throws {
        try await record(folder.path("a.mp4"), at: (0..<6).map { Double($0) })
        let reader = try await VideoReader(folder.path("a.mp4"))
        var indices: [Int] = []
        for try await frame in reader.frames {
            indices.append(frame.index)
            if frame.index == 2 { break }
        }
        for try await frame in reader.frames { indices.append(frame.index) }
        for try await frame in reader.frames { indices.append(frame.index) }
        #expect(indices == [0, 1, 2, 3, 4, 5])
    }
}
