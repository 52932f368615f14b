public import FaceMaskCore
internal import FaceMaskModelFiles

/// A face detector that learnt, batch normalisation folded into its convolutions.
public struct TrainedDetector: Sendable {
    let network: DetectorNetwork
    /// By name.
    let convolutions: [String: Convolution]

    /// Weights and biases.
    public var parameterCount: Int { convolutions.values.reduce(0) { $0 + $1.weights.count + $1.bias.count } }

    /// The same detector with other scores: their logits times `slope`, plus `offset`.
    public func scaled(slope: Float, offset: Float) -> TrainedDetector {
        var convolutions = convolutions
        for name in convolutions.keys where name.hasSuffix(DetectorNetwork.outputSuffix) {
            convolutions[name]?.scale(output: FaceCell.Channel.score, slope: slope, offset: offset)
        }
        return TrainedDetector(network: network, convolutions: convolutions)
    }

    /// The detector as the bytes of an ONNX file, any size: input `image`, `[1, height, width, 3]`, both sides multiples
    /// of 32; outputs `stride8`, `stride16` and `stride32`, `[1, channels, height / stride, width / stride]`. Large
    /// weights are stored as fp16; arithmetic stays fp32.
    ///
    /// Pixels come as pictures keep them, colour by colour: OpenVINO's own rearrangement of `[1, 3, height, width]` took
    /// a sixth of the whole time.
    public func serialized(manifest: DetectorManifest) throws -> [UInt8] {
        var writer = Writer(convolutions: convolutions, graph: ONNXGraph(name: manifest.name))
        let image = writer.graph.input("image", shape: [1, .free("height"), .free("width"), 3])
        let planes = writer.graph.transpose(image, [0, 3, 1, 2])
        for map in try network.maps(of: planes, by: &writer) {
            writer.graph.output(
                map,
                shape: [1, .fixed(network.outputs), .free("\(map.name).height"), .free("\(map.name).width")])
        }
        return try writer.graph.serialized(detector: manifest)
    }

    /// Writes the network's operations.
    private struct Writer: NetworkBuilding {
        let convolutions: [String: Convolution]
        var graph: ONNXGraph

        mutating func convolve(_ value: ONNXGraph.Value, _ shape: Convolution.Shape) throws -> ONNXGraph.Value {
            let filtered = try add(value, shape, named: shape.name)
            return shape.isActivated ? graph.relu(filtered) : filtered
        }

        mutating func project(_ value: ONNXGraph.Value, _ shape: Convolution.Shape) throws -> ONNXGraph.Value {
            let isMap = shape.name.hasSuffix(DetectorNetwork.outputSuffix)
            let name = isMap ? String(shape.name.dropLast(DetectorNetwork.outputSuffix.count)) : shape.name
            return try add(value, shape, named: name)
        }

        mutating func sum(
            _ first: ONNXGraph.Value, _ second: ONNXGraph.Value, activated: Bool
        ) -> ONNXGraph.Value {
            let sum = graph.sum(first, second)
            return activated ? graph.relu(sum) : sum
        }

        mutating func upsampled(_ value: ONNXGraph.Value) throws -> ONNXGraph.Value { try graph.upsampled(value) }

        mutating func maxPooled(_ value: ONNXGraph.Value) -> ONNXGraph.Value { graph.maxPool(value, side: 2) }

        private mutating func add(
            _ value: ONNXGraph.Value, _ shape: Convolution.Shape, named name: String?
        ) throws -> ONNXGraph.Value {
            guard let convolution = convolutions[shape.name] else {
                throw TrainingError(code: .cannotResume, subject: shape.name, reason: "the network has no such weights")
            }
            let weights = try graph.initializer(
                "\(shape.name).weight", shape: shape.weightShape, values: convolution.weights, storage: .float16)
            // Biases are few and set the scale of whole maps: they stay fp32.
            let bias = try graph.initializer("\(shape.name).bias", shape: [shape.outputs], values: convolution.bias)
            let padding = shape.kernel / 2
            return graph.convolution(
                value, weights: weights, bias: bias,
                ONNXGraph.Convolution(
                    strides: [shape.stride, shape.stride], pads: [padding, padding, padding, padding],
                    groups: shape.groups),
                named: name)
        }
    }
}

extension Convolution {
    /// Multiplies what an output channel gives, then adds to it.
    fileprivate mutating func scale(output: Int, slope: Float, offset: Float) {
        let length = weights.count / bias.count
        for index in (output * length)..<((output + 1) * length) { weights[index] *= slope }
        bias[output] = bias[output] * slope + offset
    }
}
