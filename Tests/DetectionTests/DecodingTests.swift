import FaceMaskCore
import Foundation
import FaceMaskInference
import FaceMaskModelFiles
import TestSupport
import Testing

@testable import FaceMaskDetection

/// The decoder on maps that the tests make up.
struct DecodingTests {
    private typealias Cell = SketchDetector.Cell

    private func faces(
        _ cells: [Cell], width: Int = 96, height: Int = 64, minimumScore: Float = 0.5, overlapLimit: Float = 0.3
    ) async throws -> [Face] {
        let detector = try SketchDetector.make(
            longSide: max(width, height), minimumScore: minimumScore, overlapLimit: overlapLimit)
        return try await detector.faces(in: SketchDetector.picture(width: width, height: height, cells))
    }

    private func expect(_ box: Box?, is expected: Box, sourceLocation: SourceLocation = #_sourceLocation) {
        let difference = box.map {
            largestDifference([$0.x1, $0.y1, $0.x2, $0.y2], [expected.x1, expected.y1, expected.x2, expected.y2])
        }
        #expect((difference ?? .nan) < 1e-2, "\(String(describing: box))", sourceLocation: sourceLocation)
    }

    @Test func oneCellIsOneFace() async throws {
        // Sides e^(25/25) × 4 high and e^(50/25) × 4 wide, the centre half a cell beyond the corner (40, 32).
        let cell = Cell(column: 10, row: 8, score: 204, height: 125, width: 150)
        let found = try await faces([cell])
        #expect(found.count == 1)
        #expect(abs(try #require(found.first).score - 0.8) < 1e-5)
        let (height, width) = (4 * exp(Float(1)), 4 * exp(Float(2)))
        expect(
            found.first?.box,
            is: Box(x1: 42 - width / 2, y1: 34 - height / 2, x2: 42 + width / 2, y2: 34 + height / 2))
    }

    @Test func offsetsMoveTheCentreByFractionsOfACell() async throws {
        let found = try await faces([Cell(column: 10, row: 8, score: 255, yOffset: 160, xOffset: 64)])
        // 32/128 of a cell down, 64/128 of a cell to the left; sides of one cell.
        expect(found.first?.box, is: Box(x1: 38, y1: 33, x2: 42, y2: 37))
    }

    @Test func landmarksAreSharesOfTheBox() async throws {
        // Vertical first: the left eye is 0.2 of the height down and 0.4 of the width across.
        let shares: [UInt8] = [51, 102, 51, 204, 102, 153, 204, 51, 204, 255]
        let cell = Cell(column: 10, row: 8, score: 255, height: 150, width: 125, landmarks: shares)
        let face = try #require(try await faces([cell]).first)
        let expected: [(Float, Float)] = [(0.4, 0.2), (0.8, 0.2), (0.6, 0.4), (0.2, 0.8), (1, 0.8)]
        let points = try #require(face.landmarks).points
        for (point, (x, y)) in zip(points, expected) {
            #expect(abs(point.x - (face.box.x1 + x * face.box.width)) < 1e-2)
            #expect(abs(point.y - (face.box.y1 + y * face.box.height)) < 1e-2)
        }
    }

    @Test func facesAtTheEdgesAreClipped() async throws {
        let large: UInt8 = 200  // e⁴ × 4 = 218 pixels
        let corners = [(0, 0), (23, 0), (0, 15), (23, 15)]
        for (column, row) in corners {
            let found = try await faces([Cell(column: column, row: row, score: 255, height: large, width: large)])
            let box = try #require(found.first).box
            #expect(box.x1 >= 0 && box.y1 >= 0 && box.x2 <= 96 && box.y2 <= 64 && !box.isEmpty)
        }
        let corner = Cell(column: 0, row: 0, score: 255, height: 125, width: 125)
        let found = try await faces([corner], width: 96, height: 96)
        // The authors' decoder moves a box that begins outside inwards, without making it smaller.
        expect(found.first?.box, is: Box(x1: 0, y1: 0, x2: 4 * exp(1), y2: 4 * exp(1)))
    }

    @Test func emptyMapsGiveNoFaces() async throws {
        #expect(try await faces([]).isEmpty)
        #expect(try await faces([], width: 32, height: 32, minimumScore: 0).isEmpty)
    }

    @Test func theMinimumScoreIsExclusive() async throws {
        // 51 / 255 is 0.2 in the network's arithmetic too, give or take a unit in the last place.
        let cells = [Cell(column: 2, row: 2, score: 52), Cell(column: 12, row: 8, score: 50)]
        let found = try await faces(cells, minimumScore: 51.0 / 255)
        #expect(found.count == 1)
    }

    @Test func overlappingFacesAreSuppressed() async throws {
        let high = Cell(column: 8, row: 8, score: 250, height: 150, width: 150)
        let neighbour = Cell(column: 9, row: 8, score: 240, height: 150, width: 150)
        let far = Cell(column: 20, row: 8, score: 200, height: 125, width: 125)
        let found = try await faces([neighbour, far, high])
        #expect(found.map { ($0.score * 255).rounded() } == [250, 200])
        #expect(try await faces([neighbour, far, high], overlapLimit: 1).count == 3)
    }

    @Test func scoresThatAreNotNumbersAreDropped() async throws {
        let spoilt = Cell(column: 4, row: 4, score: 255, spoiler: 200)
        let sound = Cell(column: 14, row: 10, score: 230)
        let found = try await faces([spoilt, sound], minimumScore: 0)
        #expect(found.map { ($0.score * 255).rounded() } == [230])
    }

    @Test func hundredsOfCandidatesAreSorted() async throws {
        let cells = (0..<(24 * 16)).map { Cell(column: $0 % 24, row: $0 / 24, score: UInt8(20 + $0 * 37 % 230)) }
        let found = try await faces(cells, minimumScore: 0.05)
        #expect(found.count == cells.count, "faces of one cell each only touch")
        #expect(zip(found, found.dropFirst()).allSatisfy { $0.score >= $1.score })
    }
}

/// Networks that are something else.
struct WrongNetworkTests {
    private func error(_ bytes: [UInt8]) throws -> InferenceError {
        let folder = try TemporaryFolder()
        let file = try folder.file("other.onnx", bytes)
        return try #require(
            throws: InferenceError.self, performing: { _ = try FaceDetector(contentsOf: file, engine: Engine()) })
    }

    private func network(inputs: Int = 3, depths: [Int], isDense: Bool = false) throws -> [UInt8] {
        var graph = ONNXGraph(name: "other")
        let input = graph.input(
            "x", shape: isDense ? [.batch, .fixed(inputs)] : [.batch, .fixed(inputs), .free("h"), .free("w")])
        for (index, depth) in depths.enumerated() {
            let shape = isDense ? [depth, inputs] : [depth, inputs, 1, 1]
            let weights = try graph.initializer(
                "w\(index)", shape: shape, values: Pattern.numbers(depth * inputs, seed: 1, scale: 1))
            let bias = try graph.initializer(
                "b\(index)", shape: [depth], values: Pattern.numbers(depth, seed: 2, scale: 1))
            let output =
                isDense
                ? graph.dense(input, weights: weights, bias: bias)
                : graph.convolution(input, weights: weights, bias: bias)
            graph.output(
                output, shape: isDense ? [.batch, .fixed(depth)] : [.batch, .fixed(depth), .free("h"), .free("w")])
        }
        return try graph.serialized(manifest: nil)
    }

    @Test(arguments: [[1], [1, 2, 2], [2, 1, 2, 10], [1, 2, 2, 10, 1], [1, 2, 2, 8]])
    func otherOutputsAreRefused(depths: [Int]) throws {
        let error = try error(network(depths: depths))
        #expect(error.code == .wrongNetwork)
        let names = depths.indices.map { "Conv_\($0)" }.joined(separator: ", ")
        #expect(
            error.description
                == "'other.onnx' is not the network that was expected: it carries no manifest of our face detector, and "
                + "its outputs \(names) are neither CenterFace's nor YuNet's.")
    }

    @Test(arguments: [(1, false, "one channel"), (12, true, "no picture at all")])
    func otherInputsAreRefused(inputs: Int, isDense: Bool, reason: String) throws {
        let error = try error(network(inputs: inputs, depths: [1, 2, 2, 10], isDense: isDense))
        #expect([.impossibleShape, .wrongNetwork].contains(error.code), "\(reason): \(error)")
        #expect(error.description.hasSuffix(".") && error.description.contains("other.onnx"))
    }

    @Test func aMissingFileIsReported() throws {
        let error = try #require(throws: InferenceError.self) {
            _ = try FaceDetector(contentsOf: URL(filePath: "/nowhere/centerface.onnx"), engine: Engine())
        }
        #expect(
            error.description
                == "'/nowhere/centerface.onnx' can't be read as an ONNX or TFLite network: there is no such file.")
    }
}
