import FaceMaskCore
import Foundation
import Testing

@testable import FaceMaskModelFiles

/// The network of Fixtures/tiny_network.json, with weights and results that a Python script computed.
struct TinyNetwork: Decodable {
    struct Tensor: Decodable {
        var shape: [Int]
        var values: [Float]
    }

    var tensors: [String: Tensor]
    var input: Tensor
    var logits: Tensor
    var probabilities: Tensor

    static func load() throws -> TinyNetwork {
        let fixture = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/tiny_network.json")
        return try JSONDecoder().decode(TinyNetwork.self, from: Data(contentsOf: fixture))
    }

    func graph(storage: FloatStorage) throws -> ONNXGraph {
        var graph = ONNXGraph(name: "tiny")
        var weights: [String: ONNXGraph.Value] = [:]
        for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
            weights[name] = try graph.initializer(name, shape: tensor.shape, values: tensor.values, storage: storage)
        }
        func weight(_ name: String) throws -> ONNXGraph.Value { try #require(weights[name]) }

        let input = graph.input("input", shape: [.batch, 2, 6, 6])
        let stem = graph.convolution(
            input, weights: try weight("stem.weight"), bias: try weight("stem.bias"),
            .init(strides: [2, 2], pads: [0, 0, 1, 1]), named: "stem")
        let clipped = graph.relu6(stem, named: "stem.clipped")
        let depthwise = graph.convolution(
            clipped, weights: try weight("depthwise.weight"), bias: try weight("depthwise.bias"),
            .init(pads: [1, 1, 1, 1], groups: 4), named: "depthwise")
        let residual = graph.sum(clipped, graph.relu(depthwise))
        let features = graph.sum(graph.averagePool(residual, side: 3), graph.globalAveragePool(clipped))
        let logits = graph.dense(
            graph.flatten(features), weights: try weight("head.weight"), bias: try weight("head.bias"), named: "logits")
        graph.output(logits, shape: [.batch, 3])
        graph.output(graph.softmax(logits, named: "probabilities"), shape: [.batch, 3])
        return graph
    }
}

extension ONNXGraph {
    /// Adds averages over squares of `side` × `side` that don't overlap.
    mutating func averagePool(_ value: Value, side: Int) -> Value {
        let sides: [ONNXAttributeProto] = [
            .integers("kernel_shape", [side, side]), .integers("strides", [side, side]),
        ]
        return add("AveragePool", [value], sides, nil)
    }

    /// Adds softmax over the last dimension.
    mutating func softmax(_ value: Value, named name: String) -> Value {
        add("Softmax", [value], [.integer("axis", -1)], name)
    }
}

/// A manifest whose every field differs from its default, with the numbers that are hard to write as text.
let awkwardManifest: ModelManifest = {
    var manifest = ModelManifest(
        name: "42", architecture: "null \"quoted\" \\ back\nline, 日本語 🎭",
        preprocessing: Preprocessing(
            inputWidth: 96, inputHeight: 128, channelOrder: .bgr, mean: [0.1, 1 / 3, 123.675],
            scale: [1 / 127.5, 1e-20, 0.0171247538], cropMargin: 0.15),
        labels: ["with_mask", "without_mask", "mask_weared_incorrect"], temperature: 1.7320508,
        thresholds: .init(minimumProbability: 0.6, minimumFaceSide: 24.5),
        training: .init(
            recipe: "seed/α", dataHash: String(repeating: "f0", count: 32), pictures: 1376, epochs: 20,
            seed: .max, backbone: "mobilenetv2"),
        metrics: ["validation_accuracy": 0.1 + 0.2, "loss": .leastNonzeroMagnitude, "big": 1.7976931348623157e308],
        licence: "")
    manifest.format = ModelManifest.currentFormat
    return manifest
}()
