import Foundation
import Testing

@testable import FaceMaskModelFiles

@Suite struct ONNXArithmeticTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let reason: String
        let shape: [Int]
        let expected: Int?
        let build: @Sendable (inout ONNXGraph) throws -> ONNXGraph.Value

        var testDescription: String { reason }
    }

    private static func weights(_ graph: inout ONNXGraph, _ shape: [Int], _ name: String = "w") throws
        -> ONNXGraph.Value
    {
        let values = [Float](repeating: 1, count: shape.reduce(1, *))
        return try graph.initializer(name, shape: shape, values: values)
    }

    static let cases: [Case] = [
        Case(reason: "no padding shrinks: 6×6 places of 3×3×2, four times", shape: [1, 2, 8, 8], expected: 36 * 18 * 4)
        {
            let input = $0.input("i", shape: [.batch, 2, 8, 8])
            return $0.convolution(input, weights: try weights(&$0, [4, 2, 3, 3]), bias: nil)
        },
        Case(reason: "a stride of two with padding: 4×4 places", shape: [1, 2, 8, 8], expected: 16 * 18 * 4) {
            let input = $0.input("i", shape: [.batch, 2, 8, 8])
            return $0.convolution(
                input, weights: try weights(&$0, [4, 2, 3, 3]), bias: nil, .init(strides: [2, 2], pads: [0, 0, 1, 1]))
        },
        Case(reason: "depthwise: each channel by itself", shape: [1, 4, 8, 8], expected: 64 * 9 * 4) {
            let input = $0.input("i", shape: [.batch, 4, 8, 8])
            return $0.convolution(
                input, weights: try weights(&$0, [4, 1, 3, 3]), bias: nil, .init(pads: [1, 1, 1, 1], groups: 4))
        },
        Case(reason: "integers are multiplied like other numbers", shape: [1, 2, 8, 8], expected: 64 * 2 * 3) {
            let input = $0.rounded($0.input("i", shape: [.batch, 2, 8, 8]), scale: 0.1)
            let weights = $0.initializer("w", shape: [3, 2, 1, 1], values: [Int8](repeating: 7, count: 6), scale: 0.5)
            return $0.convolution(input, weights: weights, bias: nil)
        },
        Case(reason: "the batch multiplies", shape: [5, 2, 8, 8], expected: 5 * 64 * 2 * 3) {
            let input = $0.input("i", shape: [.batch, 2, 8, 8])
            return $0.convolution(input, weights: try weights(&$0, [3, 2, 1, 1]), bias: nil)
        },
        Case(reason: "pooling and a dense layer: 2×(2·1·1) to 3", shape: [2, 2, 6, 6], expected: 2 * 2 * 3) {
            let input = $0.input("i", shape: [.batch, 2, 6, 6])
            let flat = $0.flatten($0.globalAveragePool($0.relu6(input)))
            return $0.dense(
                flat, weights: try weights(&$0, [3, 2]), bias: try weights(&$0, [3], "b"), named: "dense")
        },
        Case(reason: "averages over 3×3, then 2×2 places", shape: [1, 1, 6, 6], expected: 4) {
            let input = $0.input("i", shape: [.batch, 1, 6, 6])
            return $0.convolution($0.averagePool(input, side: 3), weights: try weights(&$0, [1, 1, 1, 1]), bias: nil)
        },
        Case(reason: "largest of 2×2, then 3×3 places", shape: [1, 1, 6, 6], expected: 9) {
            let input = $0.input("i", shape: [.batch, 1, 6, 6])
            return $0.convolution($0.maxPool(input, side: 2), weights: try weights(&$0, [1, 1, 1, 1]), bias: nil)
        },
        Case(reason: "sums and clips multiply nothing", shape: [1, 2, 6, 6], expected: 0) {
            let input = $0.input("i", shape: [.batch, 2, 6, 6])
            return $0.sum(input, $0.relu(input))
        },
        Case(reason: "behind an operation that isn't known the size isn't either", shape: [1, 2, 6, 6], expected: nil) {
            let input = $0.input("i", shape: [.batch, 2, 6, 6])
            let strange = $0.add("Rearrange", [input], [], nil)
            return $0.convolution(strange, weights: try weights(&$0, [3, 2, 1, 1]), bias: nil)
        },
        Case(reason: "a size of a damaged file", shape: [1, 2, 1 << 40, 8], expected: nil) {
            let input = $0.input("i", shape: [.batch, 2, 8, 8])
            return $0.convolution(input, weights: try weights(&$0, [3, 2, 1, 1]), bias: nil)
        },
    ]

    @Test(arguments: cases) func multiplicationsAreCounted(_ row: Case) throws {
        var graph = ONNXGraph(name: "counted")
        let result = try row.build(&graph)
        graph.output(result, shape: [.batch, 1])
        let bytes = try graph.serialized(manifest: nil)
        #expect(try ONNXArithmetic.multiplications(of: bytes, named: "n", inputShape: row.shape) == row.expected)
    }

    @Test func transposedConvolutionsCountTheirInput() throws {
        var graph = ONNXGraph(name: "enlarged")
        let input = graph.input("i", shape: [.batch, 2, 4, 4])
        let weights = try Self.weights(&graph, [2, 3, 2, 2])
        let enlarged = graph.add("ConvTranspose", [input, weights], [.integers("strides", [2, 2])], nil)
        let after = graph.convolution(enlarged, weights: try Self.weights(&graph, [1, 3, 1, 1], "v"), bias: nil)
        graph.output(after, shape: [.batch, 1])
        let bytes = try graph.serialized(manifest: nil)
        // 4×4 places of 2 channels spread over 3×2×2 each; then 8×8 places of 3 channels.
        let expected = 16 * 2 * 12 + 64 * 3
        #expect(try ONNXArithmetic.multiplications(of: bytes, named: "n", inputShape: [1, 2, 4, 4]) == expected)
    }

    @Test func halfNumbersPassThroughTheirCast() throws {
        let network = try TinyNetwork.load()
        let counts = try FloatStorage.allCases.map { storage in
            try ONNXArithmetic.multiplications(
                of: network.graph(storage: storage).serialized(manifest: awkwardManifest), named: "n",
                inputShape: [1, 2, 6, 6])
        }
        #expect(counts[0] != nil && Set(counts).count == 1)
    }

    @Test func otherFilesAreRefused() {
        #expect(throws: ModelFileError.self) {
            try ONNXArithmetic.multiplications(of: Array("hello".utf8), named: "n", inputShape: [1])
        }
    }
}
