public import FaceMaskCore
internal import FaceMaskModelFiles

/// The weights of a head that was trained on a frozen backbone.
public struct TrainedHead: Sendable {
    let tensors: [SafetensorsFile.Tensor]

    /// The whole classifier as the bytes of an ONNX file: input `image`, output `logits`. Large weights are stored as
    /// fp16; arithmetic stays fp32.
    public func serialized(on backbone: MobileNetV2, manifest: ModelManifest) throws -> [UInt8] {
        let preprocessing = manifest.preprocessing
        var graph = ONNXGraph(name: manifest.name)
        let input = graph.input(
            "image", shape: [.batch, 3, .fixed(preprocessing.inputHeight), .fixed(preprocessing.inputWidth)])
        let features = try backbone.features(of: input, in: &graph, storage: .float16)
        let values = try tensors.map { tensor in
            try graph.initializer(
                tensor.name, shape: tensor.shape, values: tensor.values,
                storage: tensor.shape.count > 1 ? .float16 : .float32)
        }
        let hidden = graph.relu(graph.dense(features, weights: values[0], bias: values[1]))
        let logits = graph.dense(hidden, weights: values[2], bias: values[3], named: "logits")
        graph.output(logits, shape: [.batch, .fixed(manifest.labels.count)])
        return try graph.serialized(manifest: manifest)
    }
}
