import FaceMaskCore
import Foundation
import FaceMaskInference
import FaceMaskModelFiles
import TestSupport
import Testing

@testable import FaceMaskDetection

/// Our own detector with networks that the tests create: all cells of a map have the same outputs.
struct OwnDetectorTests {
    private static let manifest = DetectorManifest(
        name: "sketch", architecture: "none",
        training: .init(recipe: "test", dataHash: "", pictures: 0, epochs: 0, seed: 0, backbone: ""), licence: "")

    /// A network with these numbers in all cells of a stride's map; others say that there is no face.
    private func network(
        stride: Int, _ numbers: [Float], channels: Int = FaceCell.Channel.count, strides: [Int] = FaceCell.strides,
        manifest: DetectorManifest? = Self.manifest
    ) throws -> [UInt8] {
        var graph = ONNXGraph(name: "sketch")
        let image = graph.input("image", shape: [1, .free("height"), .free("width"), 3])
        let planes = graph.transpose(image, [0, 3, 1, 2])
        for each in strides {
            let bias =
                each == stride ? numbers : [-20] + [Float](repeating: 0, count: channels - 1)
            let weights = try graph.initializer(
                "w\(each)", shape: [channels, 3, each, each],
                values: [Float](repeating: 0, count: channels * 3 * each * each))
            let output = graph.convolution(
                planes, weights: weights, bias: try graph.initializer("b\(each)", shape: [channels], values: bias),
                ONNXGraph.Convolution(strides: [each, each]), named: "stride\(each)")
            graph.output(output, shape: [1, .fixed(channels), .free("h\(each)"), .free("w\(each)")])
        }
        return try manifest.map { try graph.serialized(detector: $0) } ?? graph.serialized(manifest: nil)
    }

    private func detector(_ bytes: [UInt8], overlapLimit: Float = 0.3) throws -> FaceDetector {
        let folder = try TemporaryFolder()
        return try FaceDetector(
            contentsOf: folder.file("own.onnx", bytes), engine: Engine(),
            options: .init(overlapLimit: overlapLimit, workingSize: WorkingSize(coarseSide: nil, fineSide: 64)))
    }

    /// A score of 0.88, a mask, the centre half a cell to the right, a box twice as high as the unit, points one cell
    /// around the middle.
    private static let numbers: [Float] = [2, 0, 0.5, 0, 0, 0.6931472, -1, -1, 1, -1, 0, 0, -1, 1, 1, 1]

    @Test func outputsBecomeFacesInPixelsOfThePicture() async throws {
        let detector = try detector(network(stride: 32, Self.numbers), overlapLimit: 1)
        #expect(detector.network == .own(Self.manifest))
        // Twice the canvas: 64 pixels for 128.
        let found = try await detector.faces(in: Image(width: 128, height: 128))
        #expect(found.count == 4)
        let first = try #require(found.first { $0.landmarks?.nose == Point(x: 32, y: 32) })
        #expect(abs(first.score - 0.880797) < 1e-5)
        // Centre (16 + 16, 16) on the canvas, sides 128 and 256 there: the part inside the picture.
        #expect(first.box == Box(x1: 0, y1: 0, x2: 128, y2: 128), "\(first.box)")
        #expect(first.landmarks?.rightMouth == Point(x: 96, y: 96))
        #expect(first.landmarks?.leftEye == Point(x: -32, y: -32))
    }

    @Test func cellsOfEachStrideHaveTheirPositions() async throws {
        for stride in FaceCell.strides {
            var numbers = Self.numbers
            numbers.replaceSubrange(2...5, with: [0, 0, -2, -2])
            let found = try await detector(network(stride: stride, numbers)).faces(in: Image(width: 64, height: 64))
            #expect(found.count == (64 / stride) * (64 / stride), "stride \(stride)")
            let side = exp(Float(-2)) * 4 * Float(stride)
            #expect(found.allSatisfy { abs($0.box.width - side) < 1e-2 && abs($0.box.height - side) < 1e-2 })
            let centers = Set(found.map { SIMD2(($0.box.center.x * 4).rounded(), ($0.box.center.y * 4).rounded()) })
            #expect(centers.contains(SIMD2(Float(stride) * 2, Float(stride) * 2)))
        }
    }

    @Test func facesBelowTheScoreAreNotReported() async throws {
        var numbers = Self.numbers
        // The logistic of −0.7 is 0.332.
        numbers[0] = -0.7
        #expect(try await detector(network(stride: 16, numbers)).faces(in: Image(width: 64, height: 64)).isEmpty)
        #expect(try await !detector(network(stride: 16, Self.numbers)).faces(in: Image(width: 64, height: 64)).isEmpty)
    }

    /// The logit and the box's side in pixels of the canvas that all cells for large faces emit, the number of runs, and the
    /// reason.
    @Test(arguments: [
        (Float(2), Float(128), 1, "large and certain"), (2, 32, 2, "32 pixels of 256 are small"),
        (-0.7, 128, 2, "a score of a third is uncertain"), (-2.3, 128, 2, "and so is nothing"),
    ])
    func anInconclusiveQuickPassIsFollowedByAFineOne(logit: Float, side: Float, runs: Int, reason: String) async throws
    {
        var numbers = Self.numbers
        numbers[0] = logit
        numbers.replaceSubrange(2...5, with: [0, 0, log(side / 128), log(side / 128)])
        let folder = try TemporaryFolder()
        let detector = try FaceDetector(
            contentsOf: folder.file("own.onnx", network(stride: 32, numbers)), engine: Engine())
        let image = Image(width: 640, height: 480)
        #expect(try await detector.runCount(for: image) == runs, "\(reason)")
        #expect(
            detector.inputs(for: image, count: runs).map { $0.shape[1] } == Array([256, 640].prefix(runs)), "\(reason)")
        let found = try await detector.faces(in: image)
        #expect(found.isEmpty == (logit < 0), "\(reason)")
        // A pixel of the quick pass's canvas is 2.5 of the picture, one of the other's is one.
        #expect(found.allSatisfy { $0.box.width <= side * (runs == 1 ? 2.5 : 1) + 0.01 }, "\(reason)")
    }

    @Test func hugeSidesStayFinite() async throws {
        var numbers = Self.numbers
        numbers.replaceSubrange(4...5, with: [300, 300])
        let found = try await detector(network(stride: 8, numbers)).faces(in: Image(width: 64, height: 64))
        #expect(found.map(\.box) == [Box(width: 64, height: 64)])
    }

    @Test func otherShapesAreRefused() throws {
        let cases: [(bytes: [UInt8], reason: String)] = [
            (try network(stride: 8, [Float](repeating: 0, count: 15), channels: 15), "15 channels"),
            (try network(stride: 8, Self.numbers, strides: [8, 16]), "two maps"),
            (try network(stride: 8, Self.numbers, strides: [16, 8, 32]), "in another order"),
        ]
        for (bytes, reason) in cases {
            let error = #expect(throws: InferenceError.self) { try detector(bytes) }
            #expect(error?.code == .wrongNetwork, "\(reason): \(String(describing: error))")
        }
    }

    @Test func faultyManifestsAreReported() throws {
        var wrong = Self.manifest
        wrong.scale = 0
        #expect(throws: ModelFileError.self) { try network(stride: 8, Self.numbers, manifest: wrong) }
        #expect(wrong.fault == "has the scale 0.0")
        wrong = Self.manifest
        wrong.strides = [4, 8]
        #expect(wrong.fault == "names the strides [4, 8] instead of [8, 16, 32]")
        wrong = Self.manifest
        wrong.format = 9
        #expect(wrong.fault == "has format 9, but this version reads 1")
        let bytes = try network(stride: 8, Self.numbers)
        // The same file with another format inside, of equal length.
        let text = Array(#""format":1"#.utf8)
        let start = try #require(bytes.indices.first { bytes[$0...].starts(with: text) })
        var changed = bytes
        changed[start + text.count - 1] = UInt8(ascii: "9")
        let error = #expect(throws: ModelFileError.self) { try detector(changed) }
        #expect(error?.code == .unsupportedManifest && error?.description.hasSuffix(".") == true)
    }
}
