package import FaceMaskCore
internal import FaceMaskModelFiles

/// A trained face detector, with batch normalization folded into its convolutions.
package struct TrainedDetector: Sendable {
    let network: DetectorNetwork
    /// The convolutions by name.
    package let convolutions: [String: Convolution]

    package init(network: DetectorNetwork, convolutions: [String: Convolution]) {
        (self.network, self.convolutions) = (network, convolutions)
    }

    /// The number of weights and biases.
    package var parameterCount: Int { convolutions.values.reduce(0) { $0 + $1.weights.count + $1.bias.count } }

    /// Returns the same detector with transformed scores: their logits times `slope`, plus `offset`.
    package func scaled(slope: Float, offset: Float) -> TrainedDetector {
        var convolutions = convolutions
        for name in convolutions.keys where name.hasSuffix(DetectorNetwork.outputSuffix) {
            convolutions[name]?.scale(output: FaceCell.Channel.score, slope: slope, offset: offset)
        }
        return TrainedDetector(network: network, convolutions: convolutions)
    }

    /// Returns the detector as the bytes of an ONNX file for any size: input `image`, `[1, height, width, 3]`, both
    /// sides multiples of 32; outputs `stride8`, `stride16` and `stride32`, `[1, channels, height / stride, width /
    /// stride]`. Large weights are stored as fp16; arithmetic stays fp32.
    ///
    /// The input has interleaved pixels, as pictures are stored: OpenVINO's rearrangement of `[1, 3, height, width]`
    /// took a sixth of the total time.
    package func serialized(manifest: DetectorManifest) throws -> [UInt8] {
        var writer = ONNXNetworkWriter(
            ONNXGraph(name: manifest.name), convolutions: convolutions, storage: .float16)
        let image = writer.graph.input("image", shape: [1, .free("height"), .free("width"), 3])
        let planes = writer.graph.transpose(image, [0, 3, 1, 2])
        for map in try network.maps(of: planes, by: &writer) {
            writer.graph.output(
                map,
                shape: [1, .fixed(network.outputs), .free("\(map.name).height"), .free("\(map.name).width")])
        }
        return try writer.graph.serialized(detector: manifest)
    }
}

extension Convolution {
    /// Multiplies an output channel by `slope`, then adds `offset`.
    fileprivate mutating func scale(output: Int, slope: Float, offset: Float) {
        let length = weights.count / bias.count
        for index in (output * length)..<((output + 1) * length) { weights[index] *= slope }
        bias[output] = bias[output] * slope + offset
    }
}
