import Foundation

/// A network under construction: add the input, weights and operations in execution order, name the outputs, then write
/// it with ``serialized(manifest:)``.
///
/// A wrong shape, a duplicate name, or a value of another graph is a programming error and stops the program.
package struct ONNXGraph: Sendable {
    /// A value in the network: an input, weights, or an operation's result.
    package struct Value: Hashable, Sendable {
        /// The name in viewers and inference libraries.
        package let name: String
        /// The shape, known for weights only.
        let shape: [Int]?

        /// A placeholder for an optional input that is missing.
        static let none = Value(name: "", shape: nil)
    }

    /// A side of an input or output.
    package enum Dimension: Hashable, Sendable, ExpressibleByIntegerLiteral {
        case fixed(Int)
        /// Determined at run time; equal names stand for equal sizes.
        case free(String)

        /// The number of pictures, determined at run time.
        package static let batch = Dimension.free("batch")

        /// Creates a fixed side.
        package init(integerLiteral value: Int) { self = .fixed(value) }
    }

    var graph = ONNXGraphProto()
    private var names: Set<String> = []
    private var constants: [Float: Value] = [:]

    /// Creates an empty network; viewers show its `name`.
    package init(name: String) { graph.name = name }

    /// Adds an input of fp32 numbers, such as `[.batch, 3, 224, 224]`.
    package mutating func input(_ name: String, shape: [Dimension]) -> Value {
        claim(name)
        graph.input.append(Self.info(name, shape))
        return Value(name: name, shape: nil)
    }

    /// Adds weights: finite `values` whose number is the product of `shape`, in row-major order.
    ///
    /// Weights stored as fp16 pass through a `Cast` to fp32, so that the arithmetic stays fp32; inference libraries
    /// apply it once, when they load the file. Numbers that are not finite or too large for fp16 are refused.
    package mutating func initializer(
        _ name: String, shape: [Int], values: [Float], storage: FloatStorage = .float32
    ) throws(ModelFileError) -> Value {
        precondition(shape.allSatisfy { $0 >= 0 } && shape.reduce(1, *) == values.count, "the shape fits the values")
        if let value = values.first(where: { !$0.isFinite }) {
            throw ModelFileError(
                .unwritable, name, "it contains \(value); training has diverged, try a lower learning rate")
        }
        let bytes = try storage.bytes(of: values, named: name)
        claim(name)
        var tensor = Self.tensor(name, shape: shape, type: storage.tensorType)
        tensor.rawData = Data(bytes)
        graph.initializer.append(tensor)
        let stored = Value(name: name, shape: shape)
        guard storage == .float16 else { return stored }
        let target = Int64(FloatStorage.float32.tensorType.rawValue)
        return Value(name: add("Cast", [stored], [.integer("to", target)], name + ".fp32").name, shape: shape)
    }

    /// Adds weights as 8-bit integers, in units of `scale`. They pass through a `DequantizeLinear`, which inference
    /// libraries skip when they compute in integers.
    package mutating func initializer(_ name: String, shape: [Int], values: [Int8], scale: Float) -> Value {
        precondition(shape.allSatisfy { $0 >= 0 } && shape.reduce(1, *) == values.count, "the shape fits the values")
        claim(name)
        var tensor = Self.tensor(name, shape: shape, type: .int8)
        tensor.rawData = Data(values.map(UInt8.init(bitPattern:)))
        graph.initializer.append(tensor)
        let stored = Value(name: name, shape: shape)
        return Value(name: add("DequantizeLinear", [stored, constant(scale)], [], name + ".fp32").name, shape: shape)
    }

    /// Returns weights that several operations may share; they are added by their first use.
    mutating func sharedInitializer(
        _ name: String, shape: [Int], values: [Float]
    ) throws(ModelFileError) -> Value {
        names.contains(name) ? Value(name: name, shape: shape) : try initializer(name, shape: shape, values: values)
    }

    /// Makes a value an output, under the name of its operation.
    package mutating func output(_ value: Value, shape: [Dimension]) {
        precondition(names.contains(value.name), "the value is of this graph")
        precondition(!graph.output.contains { $0.name == value.name }, "the value is not an output yet")
        graph.output.append(Self.info(value.name, shape))
    }

    /// Adds an operation with one result of the same name.
    mutating func add(
        _ operation: String, _ inputs: [Value], _ attributes: [ONNXAttributeProto] = [], _ name: String?
    ) -> Value {
        precondition(inputs.allSatisfy { $0 == .none || names.contains($0.name) }, "the values are of this graph")
        let name = name ?? "\(operation)_\(graph.node.count)"
        claim(name)
        var node = ONNXNodeProto()
        node.name = name
        node.opType = operation
        node.input = inputs.map(\.name)
        node.output = [name]
        node.attribute = attributes
        graph.node.append(node)
        return Value(name: name, shape: nil)
    }

    private mutating func claim(_ name: String) {
        precondition(!name.isEmpty && names.insert(name).inserted, "the name is unique")
    }

    private static func tensor(
        _ name: String, shape: [Int], type: ONNXTensorProto.DataType
    ) -> ONNXTensorProto {
        var tensor = ONNXTensorProto()
        tensor.name = name
        tensor.dims = shape.map(Int64.init)
        tensor.dataType = Int32(type.rawValue)
        return tensor
    }

    private static func info(_ name: String, _ shape: [Dimension]) -> ONNXValueInfoProto {
        var info = ONNXValueInfoProto()
        info.name = name
        info.type.tensorType.elemType = Int32(ONNXTensorProto.DataType.float.rawValue)
        info.type.tensorType.shape.dim = shape.map { side in
            var dimension = ONNXTensorShapeProto.Dimension()
            switch side {
            case .fixed(let size): dimension.dimValue = Int64(size)
            case .free(let name): dimension.dimParam = name
            }
            return dimension
        }
        return info
    }

    /// Returns a number that several operations may share.
    mutating func constant(_ number: Float) -> Value {
        if let value = constants[number] { return value }
        let value = Value(name: "constant_\(number)", shape: [])
        claim(value.name)
        var tensor = Self.tensor(value.name, shape: [], type: .float)
        tensor.floatData = [number]
        graph.initializer.append(tensor)
        constants[number] = value
        return value
    }
}
