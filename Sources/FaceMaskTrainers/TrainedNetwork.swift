public import FaceMaskCore
internal import FaceMaskModelFiles

/// A MobileNetV2 that learnt from its first convolution to its classes.
public struct TrainedNetwork: Sendable {
    let backbone: MobileNetV2
    let classes: Int
    /// `[classes, features]`.
    let weights: [Float]
    /// `[classes]`.
    let bias: [Float]

    /// The classifier as the bytes of an ONNX file: input `image`, output `logits`. Large weights are stored as fp16;
    /// arithmetic stays fp32.
    public func serialized(manifest: ModelManifest) throws -> [UInt8] {
        let preprocessing = manifest.preprocessing
        var graph = ONNXGraph(name: manifest.name)
        let input = graph.input(
            "image", shape: [.batch, 3, .fixed(preprocessing.inputHeight), .fixed(preprocessing.inputWidth)])
        let features = try backbone.features(of: input, in: &graph, storage: .float16)
        let weights = try graph.initializer(
            "output.weight", shape: [classes, backbone.featureCount], values: weights, storage: .float16)
        let bias = try graph.initializer("output.bias", shape: [classes], values: bias)
        let logits = graph.dense(features, weights: weights, bias: bias, named: "logits")
        graph.output(logits, shape: [.batch, .fixed(classes)])
        return try graph.serialized(manifest: manifest)
    }
}
