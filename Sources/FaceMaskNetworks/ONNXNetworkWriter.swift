internal import FaceMaskModelFiles

/// Writes a network's description, with its weights, as operations of an ONNX file.
struct ONNXNetworkWriter: NetworkBuilding {
    var graph: ONNXGraph
    /// The convolutions by name.
    private let convolutions: [String: Convolution]
    /// The number format of large weights. Biases are few and determine the scale of whole maps, so they stay fp32.
    private let storage: FloatStorage
    private var denseWeights: [String: (weights: ONNXGraph.Value, bias: ONNXGraph.Value)] = [:]

    init(_ graph: ONNXGraph, convolutions: [String: Convolution], storage: FloatStorage) {
        (self.graph, self.convolutions, self.storage) = (graph, convolutions, storage)
    }

    mutating func convolve(_ value: ONNXGraph.Value, _ shape: Convolution.Shape) throws -> ONNXGraph.Value {
        guard let convolution = convolutions[shape.name] else { throw NetworkError.missingWeights(shape.name) }
        let weights = try graph.initializer(
            "\(shape.name).weight", shape: shape.weightShape, values: convolution.weights, storage: storage)
        let bias = try graph.initializer("\(shape.name).bias", shape: [shape.outputs], values: convolution.bias)
        let result = graph.convolution(
            value, weights: weights, bias: bias,
            ONNXGraph.Convolution(strides: [shape.stride, shape.stride], pads: shape.pads, groups: shape.groups),
            named: shape.resultName ?? shape.name)
        return switch shape.activation {
        case .none: result
        case .relu: graph.relu(result)
        case .relu6: graph.relu6(result, named: "\(shape.name).relu6")
        }
    }

    mutating func sum(
        _ first: ONNXGraph.Value, _ second: ONNXGraph.Value, isActivated: Bool
    ) -> ONNXGraph.Value {
        let sum = graph.sum(first, second)
        return isActivated ? graph.relu(sum) : sum
    }

    mutating func upsampled(_ value: ONNXGraph.Value) throws -> ONNXGraph.Value { try graph.upsampled(value) }

    mutating func maxPooled(_ value: ONNXGraph.Value) -> ONNXGraph.Value { graph.maxPool(value, side: 2) }

    mutating func averagePooled(_ value: ONNXGraph.Value) -> ONNXGraph.Value {
        graph.flatten(graph.globalAveragePool(value), named: "features")
    }

    func dropout(_ value: ONNXGraph.Value) -> ONNXGraph.Value { value }

    /// Adds the weights of all dense layers, which precede the layers' operations.
    mutating func addWeights(of layers: [Dense]) throws {
        for layer in layers {
            let shape = layer.shape
            denseWeights[shape.name] = (
                try graph.initializer(
                    "\(shape.name).weight", shape: shape.weightShape, values: layer.weights, storage: storage),
                try graph.initializer("\(shape.name).bias", shape: [shape.outputs], values: layer.bias)
            )
        }
    }

    mutating func dense(_ value: ONNXGraph.Value, _ shape: Dense.Shape) throws -> ONNXGraph.Value {
        guard let (weights, bias) = denseWeights[shape.name] else { throw NetworkError.missingWeights(shape.name) }
        let result = graph.dense(value, weights: weights, bias: bias, named: shape.resultName)
        return switch shape.activation {
        case .none: result
        case .relu: graph.relu(result)
        case .relu6: graph.relu6(result)
        }
    }
}
