import Foundation
import Testing
import TestSupport

@testable import FaceMaskCore

/// Pillow's results, written by scripts/reference/resize.py.
private struct ResizeCase: Decodable, Sendable, CustomTestStringConvertible {
    var reason: String
    var width: Int
    var height: Int
    var seed: UInt32
    var cell: Int
    var box: [Float]?
    var outputWidth: Int
    var outputHeight: Int
    var pixels: Data

    var testDescription: String { reason }
    var source: Image { Pattern.picture(width: width, height: height, seed: seed, cell: cell) }
    var region: Box? { box.map { Box(x1: $0[0], y1: $0[1], x2: $0[2], y2: $0[3]) } }
    var expected: Image { Image(width: outputWidth, height: outputHeight, pixels: [UInt8](pixels)) }

    static func all() throws -> [ResizeCase] { try PackageFiles.fixture("resize.json", of: "FaceMaskCoreTests") }
}

struct ResizeTests {
    @Test(arguments: try ResizeCase.all())
    private func agreesWithPillowWithinOneLevel(reference: ResizeCase) throws {
        let resized = reference.source.resized(
            from: reference.region, width: reference.outputWidth, height: reference.outputHeight)
        #expect(try #require(largestDifference(resized, reference.expected)) <= 1)
    }

    @Test func agreesWithPillowExactlyNearlyEverywhere() throws {
        let pairs = try ResizeCase.all().flatMap { reference in
            let resized = reference.source.resized(
                from: reference.region, width: reference.outputWidth, height: reference.outputHeight)
            return zip(resized.pixels, reference.expected.pixels)
        }
        // Pillow rounds to 8 bits between its two passes, which moves a value by a level now and then.
        let differing = pairs.count { $0.0 != $0.1 }
        #expect(Double(differing) / Double(pairs.count) < 0.1, "\(differing) of \(pairs.count) values differ")
    }

    @Test(arguments: [
        (Box(x1: -50, y1: -8, x2: 7, y2: 5), Box(x1: 0, y1: 0, x2: 7, y2: 5), "beyond the near corner"),
        (Box(x1: 5, y1: 4, x2: 900, y2: 900), Box(x1: 5, y1: 4, x2: 20, y2: 16), "beyond the far corner"),
        (Box(x1: -9, y1: -9, x2: 90, y2: 90), Box(width: 20, height: 16), "all around"),
    ])
    func regionBeyondThePictureIsClipped(region: Box, clipped: Box, reason: String) {
        let picture = Pattern.picture(width: 20, height: 16, seed: 9)
        #expect(
            picture.resized(from: region, width: 8, height: 8) == picture.resized(from: clipped, width: 8, height: 8),
            Comment(rawValue: reason))
    }

    @Test func oneColourStaysThatColour() {
        let picture = Image(width: 37, height: 23, filledWith: (red: 255, green: 128, blue: 1))
        for (width, height) in [(1, 1), (5, 90), (37, 24), (200, 3)] {
            #expect(
                picture.resized(width: width, height: height)
                    == Image(width: width, height: height, filledWith: (red: 255, green: 128, blue: 1)))
        }
    }

    /// Rows are summed in blocks, and the remainder separately: if all columns are equal, no position may differ.
    @Test(arguments: 1...40) func everyColumnGetsTheSameSums(width: Int) {
        let column = Pattern.picture(width: 1, height: 30, seed: 5)
        var picture = Image(width: width, height: 30)
        for y in 0..<30 { for x in 0..<width { picture[x, y] = column[0, y] } }
        let resized = picture.resized(width: width, height: 11)
        for y in 0..<11 {
            #expect((0..<width).allSatisfy { resized[$0, y] == resized[0, y] }, "row \(y) of \(width) columns")
        }
    }

    @Test func mirroringAndResizingCommute() throws {
        let picture = Pattern.picture(width: 41, height: 30, seed: 4)
        func mirrored(_ picture: Image) -> Image {
            var result = picture
            for y in 0..<picture.height {
                for x in 0..<picture.width { result[x, y] = picture[picture.width - 1 - x, y] }
            }
            return result
        }
        let difference = largestDifference(
            mirrored(picture).resized(width: 17, height: 12), mirrored(picture.resized(width: 17, height: 12)))
        #expect(try #require(difference) <= 1)
    }
}

struct NormalizeTests {
    private let mean: [Float] = [123.675, 116.28, 103.53]
    private let scale: [Float] = [0.0171, 0.0175, 0.0174]

    private func normalized(_ order: Preprocessing.ChannelOrder, count: Int, offset: Int) -> [Float] {
        let preprocessing = Preprocessing(
            inputWidth: 9, inputHeight: 8, channelOrder: order, mean: mean, scale: scale)
        var values = [Float](repeating: -1, count: count)
        var span = values.mutableSpan
        preprocessing.normalize(Pattern.picture(width: 9, height: 8, seed: 1), into: &span, at: offset)
        return values
    }

    @Test(arguments: [(Preprocessing.ChannelOrder.rgb, [0, 1, 2]), (.bgr, [2, 1, 0])])
    func everyValueIsExact(order: Preprocessing.ChannelOrder, channels: [Int]) {
        let picture = Pattern.picture(width: 9, height: 8, seed: 1)
        let expected = channels.flatMap { channel in
            (0..<72).map { (Float(picture.pixels[$0 * 3 + channel]) - mean[channel]) * scale[channel] }
        }
        #expect(normalized(order, count: 216, offset: 0) == expected)
    }

    @Test func onlyTheGivenRangeIsWritten() {
        let alone = normalized(.rgb, count: 216, offset: 0)
        let amid = normalized(.rgb, count: 216 + 10, offset: 7)
        #expect(amid == [Float](repeating: -1, count: 7) + alone + [-1, -1, -1])
    }

    @Test func theMeanIsSubtractedBeforeTheScale() {
        let scale = [Float](repeating: 1 / 127.5, count: 3)
        let preprocessing = Preprocessing(
            inputWidth: 8, inputHeight: 8, mean: [127.5, 127.5, 127.5], scale: scale)
        for (level, expected) in [(0, -1), (255, 1)] as [(UInt8, Float)] {
            var values = [Float](repeating: 0, count: preprocessing.valueCount)
            var span = values.mutableSpan
            let picture = Image(width: 8, height: 8, filledWith: (level, level, level))
            preprocessing.normalize(picture, into: &span)
            #expect(values.allSatisfy { abs($0 - expected) < 1e-6 })
        }
    }

    @Test(
        arguments: [
            (Box(x1: 10, y1: 20, x2: 30, y2: 60), 0.25, Box(x1: 5, y1: 10, x2: 35, y2: 70), "grown on every side"),
            (Box(x1: 2, y1: 2, x2: 12, y2: 12), 0.5, Box(x1: 0, y1: 0, x2: 17, y2: 17), "clipped at the near corner"),
            (
                Box(x1: 90, y1: 70, x2: 120, y2: 90), 0, Box(x1: 90, y1: 70, x2: 100, y2: 80),
                "clipped at the far corner"
            ),
            (
                Box(x1: 140, y1: -90, x2: 150, y2: -60), 0.1, Box(x1: 99, y1: 0, x2: 100, y2: 1),
                "outside: nearest pixel"
            ),
            (Box(x1: 50, y1: 50, x2: 50, y2: 60), 0.1, Box(x1: 50, y1: 50, x2: 51, y2: 51), "without width"),
            (Box(x1: .nan, y1: 5, x2: 9, y2: 9), 0.1, Box(x1: 0, y1: 5, x2: 1, y2: 6), "not a number"),
        ] as [(Box, Float, Box, String)])
    func cropIsTheExpandedBoxInsideThePicture(box: Box, margin: Float, expected: Box, reason: String) {
        let preprocessing = Preprocessing(
            inputWidth: 8, inputHeight: 8, mean: [127.5, 127.5, 127.5], scale: [1, 1, 1], cropMargin: margin)
        #expect(preprocessing.crop(of: box, in: Image(width: 100, height: 80)) == expected, Comment(rawValue: reason))
        let picture = Pattern.picture(width: 100, height: 80, seed: 2)
        #expect(preprocessing.cutout(ofFace: box, in: picture) == preprocessing.cutout(of: expected, from: picture))
    }

    /// Large photos are decoded in parts.
    @Test(arguments: [
        (Box(x1: 10, y1: 20, x2: 30, y2: 60), "in the middle"), (Box(x1: 90, y1: 70, x2: 120, y2: 90), "at a corner"),
        (Box(x1: 33, y1: 12, x2: 37, y2: 15), "enlarged"),
    ])
    func aPartOfThePictureIsEnough(box: Box, reason: String) throws {
        let picture = Pattern.picture(width: 100, height: 80, seed: 2)
        let preprocessing = Preprocessing(
            inputWidth: 8, inputHeight: 9, mean: [0, 0, 0], scale: [1, 1, 1], cropMargin: 0.25)
        let cutout = preprocessing.cutout(ofFace: box, inWidth: 100, height: 80) { region in
            let inside = region.clipped(toWidth: 100, height: 80)
            let (left, top) = (Int(inside.x1), Int(inside.y1))
            let (right, bottom) = (Int(inside.x2.rounded(.up)), Int(inside.y2.rounded(.up)))
            var part = Image(width: right - left, height: bottom - top, filledWith: (0, 0, 0))
            for y in top..<bottom { for x in left..<right { part[x - left, y - top] = picture[x, y] } }
            return (part, left, top)
        }
        let whole = preprocessing.cutout(ofFace: box, in: picture)
        #expect(try #require(largestDifference(cutout, whole)) <= 1, "\(reason)")
    }
}
