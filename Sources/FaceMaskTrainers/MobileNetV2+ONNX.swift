internal import FaceMaskModelFiles

extension MobileNetV2 {
    /// Adds the network to a graph: from `[batch, 3, side, side]` to the average of its last map, `[batch, 1280]`.
    ///
    /// For a side of 224 the map is 7×7, so that this is the "average pool 7×7" of the original.
    func features(
        of input: ONNXGraph.Value, in graph: inout ONNXGraph, storage: FloatStorage
    ) throws -> ONNXGraph.Value {
        var value = try convolve(input, stem, &graph, storage)
        for block in blocks {
            let start = value
            if let expand = block.expand { value = try convolve(value, expand, &graph, storage) }
            value = try convolve(value, block.depthwise, &graph, storage)
            value = try convolve(value, block.project, &graph, storage)
            if block.isResidual { value = graph.sum(start, value) }
        }
        value = try convolve(value, head, &graph, storage)
        return graph.flatten(graph.globalAveragePool(value), named: "features")
    }

    private func convolve(
        _ value: ONNXGraph.Value, _ convolution: Convolution, _ graph: inout ONNXGraph, _ storage: FloatStorage
    ) throws -> ONNXGraph.Value {
        let shape = convolution.shape
        let weights = try graph.initializer(
            "\(shape.name).weight", shape: shape.weightShape, values: convolution.weights, storage: storage)
        // Biases are few and set the scale of whole maps: they stay fp32.
        let bias = try graph.initializer("\(shape.name).bias", shape: [shape.outputs], values: convolution.bias)
        let filtered = graph.convolution(
            value, weights: weights, bias: bias,
            ONNXGraph.Convolution(
                strides: [shape.stride, shape.stride], pads: padding(of: shape), groups: shape.groups),
            named: shape.name)
        return shape.isActivated ? graph.relu6(filtered, named: "\(shape.name).relu6") : filtered
    }

    /// Rows and columns of zeros: top, left, bottom, right.
    private func padding(of shape: Convolution.Shape) -> [Int] {
        if shape.kernel == 1 { return [0, 0, 0, 0] }
        return shape.stride == 2 && stridePadding == .bottomRight ? [0, 0, 1, 1] : [1, 1, 1, 1]
    }

    /// The network on its own, as an ONNX file in memory: input `image`, output `features`.
    func serialized(side: Int) throws -> [UInt8] {
        var graph = ONNXGraph(name: "MobileNetV2")
        let input = graph.input("image", shape: [.batch, 3, .fixed(side), .fixed(side)])
        let features = try features(of: input, in: &graph, storage: .float32)
        graph.output(features, shape: [.batch, .fixed(Self.featureCount)])
        return try graph.serialized(manifest: nil)
    }
}
