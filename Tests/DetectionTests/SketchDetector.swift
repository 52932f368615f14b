import FaceMaskDetection
import FaceMaskCore
import Foundation
import FaceMaskInference
import FaceMaskModelFiles
import TestSupport

/// A detector whose network reads its maps out of the picture's own bytes: each cell of 4×4 pixels holds the numbers of
/// one face. So the decoder is tested through the front door on maps that the test makes up.
///
/// Number `k` of a cell is channel `k % 3` of its pixel `k / 3`, counted by rows.
enum SketchDetector {
    /// One face as the network would emit it, encoded in bytes.
    struct Cell {
        var column: Int
        var row: Int
        /// Score times 255.
        var score: UInt8
        /// Makes the score not a number when above 1.
        var spoiler: UInt8 = 0
        /// 100 + 25 × the logarithm of the side in cells.
        var height: UInt8 = 100
        var width: UInt8 = 100
        /// 128 + 128 × the offset in cells.
        var yOffset: UInt8 = 128
        var xOffset: UInt8 = 128
        /// Ten shares of the sides times 255, vertical first.
        var landmarks = [UInt8](repeating: 0, count: 10)

        fileprivate var numbers: [UInt8] { [score, spoiler, height, width, yOffset, xOffset] + landmarks }
    }

    /// A picture of these cells; the rest of it is black: score 0.
    static func picture(width: Int, height: Int, _ cells: [Cell]) -> Image {
        var pixels = [UInt8](repeating: 0, count: width * height * 3)
        for cell in cells {
            for (index, number) in cell.numbers.enumerated() {
                let (x, y) = (cell.column * 4 + index / 3 % 4, cell.row * 4 + index / 3 / 4)
                pixels[(y * width + x) * 3 + index % 3] = number
            }
        }
        return Image(width: width, height: height, pixels: pixels)
    }

    /// A detector that sees pictures of this longer side, in multiples of 32, as they are.
    static func make(
        longSide: Int = 96, minimumScore: Float = 0.5, overlapLimit: Float = 0.3
    ) throws -> FaceDetector {
        try make(
            .init(
                minimumScore: minimumScore, overlapLimit: overlapLimit,
                workingSize: WorkingSize(coarseSide: nil, fineSide: longSide)))
    }

    static func make(_ options: FaceDetector.Options) throws -> FaceDetector {
        let folder = try TemporaryFolder()
        let file = try folder.file("sketch.onnx", network())
        return try FaceDetector(contentsOf: file, engine: Engine(), options: options)
    }

    static func network() throws -> [UInt8] {
        var graph = ONNXGraph(name: "sketch")
        let input = graph.input("picture", shape: [1, 3, 32, 32])
        // The spoiler overflows in both and is subtracted: infinity minus infinity.
        let (huge, minusHuge) = (Float.greatestFiniteMagnitude, -Float.greatestFiniteMagnitude)
        let plain = try reading([[0: 1 / 255, 1: huge]], bias: 0, of: input, in: &graph, "plain")
        let spoiler = try reading([[1: minusHuge]], bias: 0, of: input, in: &graph, "spoiler")
        let outputs = [
            graph.sum(plain, spoiler, named: "heat"),
            try reading([[2: 1 / 25], [3: 1 / 25]], bias: -4, of: input, in: &graph, "sizes"),
            try reading([[4: 1 / 128], [5: 1 / 128]], bias: -1, of: input, in: &graph, "offsets"),
            try reading((6..<16).map { [$0: 1 / 255] }, bias: 0, of: input, in: &graph, "landmarks"),
        ]
        for (output, depth) in zip(outputs, [1, 2, 2, 10]) { graph.output(output, shape: [1, .fixed(depth), 8, 8]) }
        return try graph.serialized(manifest: nil)
    }

    /// A convolution over whole cells; each output is a weighted sum of some of the cell's numbers.
    private static func reading(
        _ sums: [[Int: Float]], bias: Float, of input: ONNXGraph.Value, in graph: inout ONNXGraph, _ name: String
    ) throws -> ONNXGraph.Value {
        var weights = [Float](repeating: 0, count: sums.count * 48)
        for (output, sum) in sums.enumerated() {
            for (number, factor) in sum { weights[output * 48 + number % 3 * 16 + number / 3] = factor }
        }
        let kernel = try graph.initializer("\(name).weight", shape: [sums.count, 3, 4, 4], values: weights)
        let biases = [Float](repeating: bias, count: sums.count)
        let shift = try graph.initializer("\(name).bias", shape: [sums.count], values: biases)
        return graph.convolution(input, weights: kernel, bias: shift, .init(strides: [4, 4]), named: name)
    }
}
