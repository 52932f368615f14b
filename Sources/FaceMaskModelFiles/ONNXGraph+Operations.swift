internal import Foundation

extension ONNXGraph {
    /// The parameters of a convolution.
    package struct Convolution: Hashable, Sendable {
        /// The vertical and the horizontal stride.
        package var strides: [Int]
        /// Zeros around the input: top, left, bottom, right.
        package var pads: [Int]
        /// The number of independent groups of channels; the number of channels for a depthwise convolution.
        package var groups: Int

        /// Creates a convolution.
        package init(strides: [Int] = [1, 1], pads: [Int] = [0, 0, 0, 0], groups: Int = 1) {
            precondition(strides.count == 2 && pads.count == 4 && groups > 0, "two strides, four pads")
            self.strides = strides
            self.pads = pads
            self.groups = groups
        }
    }

    /// The bounds of ReLU6.
    private static let relu6Bounds: (lower: Float, upper: Float) = (0, 6)

    /// Adds a convolution with weights `[output channels, input channels / groups, height, width]` and a bias
    /// `[output channels]`.
    package mutating func convolution(
        _ value: Value, weights: Value, bias: Value?, _ convolution: Convolution = Convolution(),
        named name: String? = nil
    ) -> Value {
        guard let shape = weights.shape, shape.count == 4 else {
            preconditionFailure("the weights have four dimensions")
        }
        precondition(bias.map { $0.shape == [shape[0]] } ?? true, "one bias for each output channel")
        let attributes: [ONNXAttributeProto] = [
            .integers("kernel_shape", Array(shape[2...])), .integers("strides", convolution.strides),
            .integers("pads", convolution.pads), .integer("group", Int64(convolution.groups)),
        ]
        return add("Conv", [value, weights] + (bias.map { [$0] } ?? []), attributes, name)
    }

    /// Adds ReLU6: clips to 0…6.
    package mutating func relu6(_ value: Value, named name: String? = nil) -> Value {
        let bounds = [constant(Self.relu6Bounds.lower), constant(Self.relu6Bounds.upper)]
        return add("Clip", [value] + bounds, [], name)
    }

    /// Adds ReLU: negative numbers become 0.
    package mutating func relu(_ value: Value, named name: String? = nil) -> Value { add("Relu", [value], [], name) }

    /// Adds the sum of two values of one shape.
    package mutating func sum(_ first: Value, _ second: Value, named name: String? = nil) -> Value {
        add("Add", [first, second], [], name)
    }

    /// Adds a permutation of dimensions: `[0, 3, 1, 2]` converts interleaved pixels, `[batch, height, width,
    /// channels]`, to `[batch, channels, height, width]`.
    package mutating func transpose(_ value: Value, _ order: [Int], named name: String? = nil) -> Value {
        precondition(order.sorted() == Array(order.indices), "each dimension occurs once")
        return add("Transpose", [value], [.integers("perm", order)], name)
    }

    /// Adds an enlargement of `[batch, channels, height, width]` by two: each value appears four times.
    package mutating func upsampled(_ value: Value, named name: String? = nil) throws(ModelFileError) -> Value {
        let scales = try sharedInitializer("doubled.scales", shape: [4], values: [1, 1, 2, 2])
        return add(
            "Resize", [value, .none, scales],
            [
                .text("mode", "nearest"), .text("coordinate_transformation_mode", "asymmetric"),
                .text("nearest_mode", "floor"),
            ], name)
    }

    /// Adds the average of each channel: `[batch, channels, 1, 1]`.
    package mutating func globalAveragePool(_ value: Value, named name: String? = nil) -> Value {
        add("GlobalAveragePool", [value], [], name)
    }

    /// Adds maxima over non-overlapping squares of `side` × `side`.
    package mutating func maxPool(_ value: Value, side: Int, named name: String? = nil) -> Value {
        add("MaxPool", [value], [.integers("kernel_shape", [side, side]), .integers("strides", [side, side])], name)
    }

    /// Adds a reshape to `[batch, all other dimensions]`.
    package mutating func flatten(_ value: Value, named name: String? = nil) -> Value {
        add("Flatten", [value], [.integer("axis", 1)], name)
    }

    /// Adds a fully connected layer with weights `[outputs, inputs]` and a bias `[outputs]`.
    package mutating func dense(_ value: Value, weights: Value, bias: Value, named name: String? = nil) -> Value {
        precondition(weights.shape?.count == 2, "the weights have two dimensions")
        precondition(bias.shape == weights.shape.map { [$0[0]] }, "one bias for each output")
        return add("Gemm", [value, weights, bias], [.integer("transB", 1)], name)
    }

    /// Adds rounding to the nearest of 0, `scale`, 2 `scale` … 255 `scale`. Inference libraries compute layers between
    /// two such operations in integers if their weights are 8-bit integers.
    package mutating func rounded(_ value: Value, scale: Float, named name: String? = nil) -> Value {
        let levels = add("QuantizeLinear", [value, constant(scale)], [], name.map { $0 + ".levels" })
        return add("DequantizeLinear", [levels, constant(scale)], [], name)
    }
}

extension FloatStorage {
    var tensorType: ONNXTensorProto.DataType { self == .float32 ? .float : .float16 }
}

extension ONNXAttributeProto {
    static func integer(_ name: String, _ value: Int64) -> ONNXAttributeProto {
        var attribute = ONNXAttributeProto()
        attribute.name = name
        attribute.type = .int
        attribute.i = value
        return attribute
    }

    static func text(_ name: String, _ value: String) -> ONNXAttributeProto {
        var attribute = ONNXAttributeProto()
        attribute.name = name
        attribute.type = .string
        attribute.s = Data(value.utf8)
        return attribute
    }

    static func integers(_ name: String, _ values: [Int]) -> ONNXAttributeProto {
        var attribute = ONNXAttributeProto()
        attribute.name = name
        attribute.type = .ints
        attribute.ints = values.map(Int64.init)
        return attribute
    }
}
