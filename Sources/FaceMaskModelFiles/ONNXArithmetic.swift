package import Foundation
import SwiftProtobuf

/// Counts the arithmetic of an ONNX network from the shapes of its values.
package enum ONNXArithmetic {
    /// Returns the number of multiply-adds of the network for one input of `shape`, such as `[1, 3, 640, 640]`. Only
    /// convolutions and matrix products are counted; the rest is negligible.
    ///
    /// Returns `nil` if a required shape is unknown, such as after an operation that isn't supported here.
    ///
    /// - Throws: `ModelFileError` if the file can't be read or isn't ONNX.
    package static func multiplications(of url: URL, inputShape shape: [Int]) throws(ModelFileError) -> Int? {
        let bytes = try FileContents.bytes(of: url)
        return try multiplications(of: bytes, named: url.path(percentEncoded: false), inputShape: shape)
    }

    /// Returns whether the network computes in 8-bit integers.
    ///
    /// - Throws: `ModelFileError` if the file can't be read or isn't ONNX.
    package static func isInIntegers(_ url: URL) throws(ModelFileError) -> Bool {
        let model = try model(FileContents.bytes(of: url), named: url.path(percentEncoded: false))
        return model.graph.node.contains { $0.opType == "QuantizeLinear" }
    }

    /// The same for a file that is already in memory; errors call it `name`.
    package static func multiplications(
        of bytes: [UInt8], named name: String, inputShape shape: [Int]
    ) throws(ModelFileError) -> Int? {
        let model = try model(bytes, named: name)
        return ShapeWalk(model.graph, inputShape: shape).multiplications(model.graph.node)
    }

    private static func model(_ bytes: [UInt8], named name: String) throws(ModelFileError) -> ONNXModelProto {
        do {
            return try ONNXModelProto(serializedBytes: bytes)
        } catch {
            throw FileKind.onnx.refusal(of: bytes, subject: name, reason: "it is truncated or was changed")
        }
    }
}

/// The known shapes of a network's values.
private struct ShapeWalk {
    private var shapes: [String: [Int]]

    /// Older files list their weights among the inputs, too.
    init(_ graph: ONNXGraphProto, inputShape: [Int]) {
        shapes = Dictionary(graph.initializer.map { ($0.name, $0.dims.map { Int(clamping: $0) }) }) { first, _ in first
        }
        if let input = graph.input.first(where: { shapes[$0.name] == nil }) { shapes[input.name] = inputShape }
    }

    /// Follows the operations, which are stored in execution order.
    func multiplications(_ nodes: [ONNXNodeProto]) -> Int? {
        var walk = self
        var sum = 0
        for node in nodes {
            let inputs = node.input.map { walk.shapes[$0] }
            guard let result = Operation(node).result(of: inputs) else {
                if Operation.multiplies.contains(node.opType) { return nil }
                continue
            }
            let (next, overflows) = sum.addingReportingOverflow(result.multiplications)
            guard !overflows else { return nil }
            sum = next
            for output in node.output { walk.shapes[output] = result.shape }
        }
        return sum
    }
}

/// An operation of a network, with the shape rules of ONNX's operator specification.
private struct Operation {
    struct Result {
        var shape: [Int]
        var multiplications = 0
    }

    static let multiplies: Set<String> = ["Conv", "ConvTranspose", "Gemm", "MatMul"]
    /// The maximum side; larger ones occur only in damaged files, and products of six of this size fit.
    private static let largestSide = 1 << 24

    private let node: ONNXNodeProto

    init(_ node: ONNXNodeProto) { self.node = node }

    /// Returns `nil` if the operation or the shape of an input is unknown.
    func result(of inputs: [[Int]?]) -> Result? {
        guard let first = inputs.first, let shape = first, shape.allSatisfy({ 0...Self.largestSide ~= $0 }) else {
            return nil
        }
        let second = inputs.count > 1 ? inputs[1] : nil
        switch node.opType {
        case "Conv": return second.flatMap { convolution(shape, weights: $0) }
        case "ConvTranspose": return second.flatMap { transposedConvolution(shape, weights: $0) }
        case "Gemm", "MatMul": return second.flatMap { product(shape, $0) }
        case "MaxPool", "AveragePool":
            guard shape.count == 4 else { return nil }
            return window(shape[2...], integers("kernel_shape") ?? []).map { Result(shape: shape[..<2] + $0) }
        case "GlobalAveragePool": return Result(shape: shape.prefix(2) + shape.dropFirst(2).map { _ in 1 })
        case "Flatten": return Result(shape: [shape.first ?? 1, shape.dropFirst().reduce(1, *)])
        case "Concat": return joined(inputs)
        case "Add", "Mul", "Sub", "Div": return Result(shape: second.map { Self.broadcast(shape, $0) } ?? shape)
        case "Cast", "Relu", "Clip", "LeakyRelu", "PRelu", "Sigmoid", "HardSigmoid", "HardSwish", "Softmax",
            "BatchNormalization", "Identity", "Dropout", "Exp", "Tanh", "QuantizeLinear", "DequantizeLinear":
            return Result(shape: shape)
        default: return nil
        }
    }

    private func convolution(_ shape: [Int], weights: [Int]) -> Result? {
        guard shape.count == 4, weights.count == 4, let sides = window(shape[2...], Array(weights[2...])) else {
            return nil
        }
        let result = [shape[0], weights[0]] + sides
        return Result(shape: result, multiplications: Self.product(result + weights[1...]))
    }

    private func transposedConvolution(_ shape: [Int], weights: [Int]) -> Result? {
        guard shape.count == 4, weights.count == 4 else { return nil }
        let (strides, pads) = (integers("strides") ?? [1, 1], integers("pads") ?? [0, 0, 0, 0])
        let extra = integers("output_padding") ?? [0, 0]
        guard strides.count == 2, pads.count == 4, extra.count == 2 else { return nil }
        let sides = (0..<2).map { axis -> Int in
            let whole = strides[axis] * (shape[2 + axis] - 1) + weights[2 + axis] + extra[axis]
            return whole - pads[axis] - pads[2 + axis]
        }
        return Result(
            shape: [shape[0], weights[1] * (integer("group") ?? 1)] + sides,
            multiplications: Self.product(shape + weights[1...]))
    }

    private func product(_ shape: [Int], _ weights: [Int]) -> Result? {
        guard weights.count == 2, let inner = shape.last else { return nil }
        let isTransposed = node.opType == "Gemm" && integer("transB") == 1
        let result = shape.dropLast() + [isTransposed ? weights[0] : weights[1]]
        return Result(shape: Array(result), multiplications: Self.product(result + [inner]))
    }

    /// Returns the output's sides for a moving window.
    private func window(_ sides: ArraySlice<Int>, _ kernel: [Int]) -> [Int]? {
        let (strides, pads) = (integers("strides") ?? [1, 1], integers("pads") ?? [0, 0, 0, 0])
        let dilations = integers("dilations") ?? [1, 1]
        guard kernel.count == 2, strides.count == 2, pads.count == 4, dilations.count == 2, strides.min() ?? 0 > 0
        else { return nil }
        return zip(sides, 0..<2).map { side, axis in
            guard !isPaddedToSame else { return (side + strides[axis] - 1) / strides[axis] }
            let reach = dilations[axis] * (kernel[axis] - 1) + 1
            return max((side + pads[axis] + pads[2 + axis] - reach) / strides[axis] + 1, 0)
        }
    }

    private func joined(_ inputs: [[Int]?]) -> Result? {
        let shapes = inputs.compactMap(\.self)
        guard shapes.count == inputs.count, var shape = shapes.first else { return nil }
        let stated = integer("axis") ?? 1
        let axis = stated < 0 ? stated + shape.count : stated
        guard shapes.allSatisfy({ $0.indices.contains(axis) }), shape.indices.contains(axis) else { return nil }
        shape[axis] = shapes.reduce(0) { $0 + $1[axis] }
        return Result(shape: shape)
    }

    private static func broadcast(_ first: [Int], _ second: [Int]) -> [Int] {
        first.count == second.count ? zip(first, second).map(max) : (first.count > second.count ? first : second)
    }

    /// Saturates at the largest number instead of overflowing.
    private static func product(_ sides: some Sequence<Int>) -> Int {
        sides.reduce(1) { product, side in
            let (next, overflows) = product.multipliedReportingOverflow(by: side)
            return overflows ? Int.max : next
        }
    }

    private var isPaddedToSame: Bool { attribute("auto_pad").map { $0.s.starts(with: Data("SAME".utf8)) } ?? false }
    private func attribute(_ name: String) -> ONNXAttributeProto? { node.attribute.first { $0.name == name } }
    private func integer(_ name: String) -> Int? { attribute(name).map { Int(clamping: $0.i) } }
    private func integers(_ name: String) -> [Int]? { attribute(name)?.ints.map { Int(clamping: $0) } }
}
