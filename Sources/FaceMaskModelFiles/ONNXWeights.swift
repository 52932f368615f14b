package import Foundation
import SwiftProtobuf

/// A file of named tensors, in any format.
package protocol NamedTensors: Sendable {
    /// Returns the sides of a tensor, outermost first; `nil` if there is no tensor of that name.
    func shape(of name: String) -> [Int]?
    /// Returns the numbers of a tensor in row-major order. Throws if there is no such tensor or it doesn't contain
    /// floating-point numbers.
    func floats(_ name: String) throws(ModelFileError) -> [Float]
}

extension SafetensorsFile: NamedTensors {}

/// The weights of an ONNX file, for further training.
package struct ONNXWeights: NamedTensors {
    private let tensors: [String: ONNXTensorProto]
    private let nodes: [String: ONNXNodeProto]
    private let fileName: String

    /// Reads the file at `url`, of at most 512 MiB.
    package init(contentsOf url: URL) throws(ModelFileError) {
        try self.init(bytes: FileContents.bytes(of: url), name: url.path(percentEncoded: false))
    }

    /// Reads a file that is already in memory; errors call it `name`.
    package init(bytes: [UInt8], name: String) throws(ModelFileError) {
        let model: ONNXModelProto
        do {
            model = try ONNXModelProto(serializedBytes: bytes)
        } catch {
            throw FileKind.onnx.refusal(of: bytes, subject: name, reason: "it is truncated or was changed")
        }
        tensors = Dictionary(model.graph.initializer.map { ($0.name, $0) }) { first, _ in first }
        nodes = Dictionary(model.graph.node.map { ($0.name, $0) }) { first, _ in first }
        fileName = name
    }

    /// Returns the integers of a node's attribute, such as a convolution's `pads`; `nil` if there is no such node or
    /// attribute.
    package func integers(_ attribute: String, ofNode node: String) -> [Int]? {
        nodes[node]?.attribute.first { $0.name == attribute }?.ints.map { Int(clamping: $0) }
    }

    /// Returns the sides of a tensor, outermost first; `nil` if the file has no tensor of that name.
    package func shape(of name: String) -> [Int]? { tensors[name]?.dims.map { Int(clamping: $0) } }

    /// Returns the numbers of a tensor stored as fp16 or fp32 in raw bytes, which is how FaceMask stores them.
    package func floats(_ name: String) throws(ModelFileError) -> [Float] {
        guard let tensor = tensors[name] else {
            throw ModelFileError(.noSuchTensor, fileName, "it contains no tensor '\(name)'")
        }
        let bytes = [UInt8](tensor.rawData)
        guard let storage = FloatStorage.allCases.first(where: { Int32($0.tensorType.rawValue) == tensor.dataType }),
            let kind = NumberKind(rawValue: storage.rawValue)
        else {
            throw ModelFileError(.notFloatingPoint, fileName, "its tensor '\(name)' contains no fp16 or fp32 numbers")
        }
        let (count, overflows) = tensor.dims.reduce((Int64(1), false)) { product, side in
            let (next, overflow) = product.0.multipliedReportingOverflow(by: side)
            return (next, product.1 || overflow || side < 0)
        }
        guard !overflows, count == Int64(bytes.count / kind.byteCount), bytes.count % kind.byteCount == 0,
            let floats = kind.floats(in: bytes, range: 0..<bytes.count)
        else {
            throw ModelFileError(.damaged, fileName, "its tensor '\(name)' doesn't have as many numbers as its shape")
        }
        return floats
    }
}
