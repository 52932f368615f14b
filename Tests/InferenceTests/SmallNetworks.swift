import Foundation
import FaceMaskInference
import FaceMaskModelFiles
import TestSupport

/// Networks small enough to know their answers.
enum SmallNetworks {
    /// y = 2x + 1 on rows of four numbers.
    static func doubling() throws -> [UInt8] {
        var graph = ONNXGraph(name: "doubling")
        let input = graph.input("x", shape: [.batch, 4])
        let weights = try graph.initializer(
            "w", shape: [4, 4], values: (0..<16).map { $0 % 5 == 0 ? 2 : 0 })
        let bias = try graph.initializer("b", shape: [4], values: [1, 1, 1, 1])
        graph.output(graph.dense(input, weights: weights, bias: bias, named: "y"), shape: [.batch, 4])
        return try graph.serialized(manifest: nil)
    }

    /// A convolution to 8 channels, and its average: two outputs, any height and width.
    static func convolving(named name: String = "convolving") throws -> [UInt8] {
        var graph = ONNXGraph(name: name)
        let input = graph.input("picture", shape: [.batch, 3, .free("height"), .free("width")])
        let weights = try graph.initializer(
            "w", shape: [8, 3, 3, 3], values: Pattern.numbers(216, seed: 1, scale: 1))
        let bias = try graph.initializer("b", shape: [8], values: Pattern.numbers(8, seed: 2, scale: 1))
        let map = graph.convolution(
            input, weights: weights, bias: bias, .init(pads: [1, 1, 1, 1]), named: "map")
        graph.output(map, shape: [.batch, 8, .free("height"), .free("width")])
        graph.output(graph.globalAveragePool(map, named: "average"), shape: [.batch, 8, 1, 1])
        return try graph.serialized(manifest: nil)
    }

    static func compiledDoubling(_ options: CompileOptions = CompileOptions()) throws -> CompiledNetwork {
        try Engine().network(onnx: doubling(), named: "doubling").compiled(options)
    }
}

extension CompiledNetwork {
    /// The first output for rows of four numbers.
    func answer(_ rows: [[Float]]) async throws -> [Float] {
        try await run(
            shape: [rows.count, 4],
            fill: { input in for (index, value) in rows.joined().enumerated() { input[index] = value } },
            read: { try $0.values(0) })
    }
}
