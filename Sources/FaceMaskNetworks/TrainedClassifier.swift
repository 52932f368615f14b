package import FaceMaskCore
internal import FaceMaskModelFiles

/// A trained mask classifier: a MobileNetV2 and the layers that classify its features.
package struct TrainedClassifier: Sendable {
    package let backbone: MobileNetV2
    package let head: [Dense]

    package init(backbone: MobileNetV2, head: [Dense]) { (self.backbone, self.head) = (backbone, head) }

    /// Returns the classifier as the bytes of an ONNX file: input `image`, output `logits`. Large weights are stored as
    /// fp16; arithmetic stays fp32.
    package func serialized(manifest: ModelManifest) throws -> [UInt8] {
        let preprocessing = manifest.preprocessing
        var writer = ONNXNetworkWriter(
            ONNXGraph(name: manifest.name), convolutions: backbone.convolutionsByName, storage: .float16)
        let image = writer.graph.input(
            "image", shape: [.batch, 3, .fixed(preprocessing.inputHeight), .fixed(preprocessing.inputWidth)])
        let features = try backbone.features(of: image, by: &writer)
        try writer.addWeights(of: head)
        let logits = try ClassifierHead(of: head).logits(of: features, by: &writer)
        writer.graph.output(logits, shape: [.batch, .fixed(manifest.labels.count)])
        return try writer.graph.serialized(manifest: manifest)
    }
}

extension MobileNetV2 {
    /// Returns the network on its own as the bytes of an ONNX file: input `image`, output `features`.
    package func serialized(side: Int) throws -> [UInt8] {
        var writer = ONNXNetworkWriter(
            ONNXGraph(name: "MobileNetV2"), convolutions: convolutionsByName, storage: .float32)
        let image = writer.graph.input("image", shape: [.batch, 3, .fixed(side), .fixed(side)])
        let features = try features(of: image, by: &writer)
        writer.graph.output(features, shape: [.batch, .fixed(Self.featureCount)])
        return try writer.graph.serialized(manifest: nil)
    }
}
