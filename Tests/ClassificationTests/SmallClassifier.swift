import FaceMaskClassification
import FaceMaskCore
import Foundation
import FaceMaskInference
import FaceMaskModelFiles
import TestSupport

/// The network, the faces and the answers that scripts/reference/classifier.py wrote.
struct SmallClassifier: Decodable, Sendable {
    struct Weights: Decodable, Sendable {
        var name: String
        var shape: [Int]
        var seed: UInt32
        var scale: Float
    }

    struct Scene: Decodable, Sendable {
        var width: Int
        var height: Int
        var seed: UInt32
        var cell: Int
        var boxes: [[Float]]
        /// Calibrated, in the order of the network's outputs.
        var probabilities: [[Float]]

        var picture: Image { Pattern.picture(width: width, height: height, seed: seed, cell: cell) }
        var faces: [Face] { boxes.map { Face(box: Box(x1: $0[0], y1: $0[1], x2: $0[2], y2: $0[3]), score: 1) } }
    }

    var inputWidth: Int
    var inputHeight: Int
    var cropMargin: Float
    var temperature: Float
    var mean: [Float]
    var scale: [Float]
    var weights: [Weights]
    var pictures: [Scene]

    /// Not the order of `MaskState.allCases`.
    static let labels = ["without_mask", "mask_weared_incorrect", "with_mask"]
    static let states: [MaskState] = [.notWorn, .wornIncorrectly, .worn]

    static func load() throws -> SmallClassifier {
        try PackageFiles.fixture("classifier.json", of: "ClassificationTests")
    }

    var manifest: ModelManifest {
        ModelManifest(
            name: "small", architecture: "one convolution",
            preprocessing: Preprocessing(
                inputWidth: inputWidth, inputHeight: inputHeight, channelOrder: .bgr, mean: mean, scale: scale,
                cropMargin: cropMargin),
            labels: Self.labels, temperature: temperature,
            training: .init(recipe: "none", dataHash: "", pictures: 0, epochs: 0, seed: 0, backbone: "none"),
            licence: "Apache-2.0")
    }

    func network(manifest: ModelManifest?, hasSecondOutput: Bool = false) throws -> [UInt8] {
        var graph = ONNXGraph(name: "small")
        let values = try weights.map { weights in
            try graph.initializer(
                weights.name, shape: weights.shape,
                values: Pattern.numbers(weights.shape.reduce(1, *), seed: weights.seed, scale: weights.scale))
        }
        let input = graph.input("image", shape: [.batch, 3, .fixed(inputHeight), .fixed(inputWidth)])
        let stem = graph.convolution(
            input, weights: values[0], bias: values[1], .init(strides: [2, 2], pads: [0, 0, 1, 1]))
        let pooled = graph.flatten(graph.globalAveragePool(graph.relu6(stem)))
        let logits = graph.dense(pooled, weights: values[2], bias: values[3], named: "logits")
        graph.output(logits, shape: [.batch, 3])
        if hasSecondOutput { graph.output(graph.relu(logits, named: "second"), shape: [.batch, 3]) }
        return try graph.serialized(manifest: manifest)
    }

    /// A classifier of this network, its manifest changed.
    func classifier(_ change: (inout ModelManifest) -> Void = { _ in }) throws -> MaskClassifier {
        var manifest = manifest
        change(&manifest)
        let folder = try TemporaryFolder()
        return try MaskClassifier(
            contentsOf: folder.file("small.onnx", network(manifest: manifest)), engine: Engine())
    }
}
