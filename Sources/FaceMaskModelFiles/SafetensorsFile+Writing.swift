import FaceMaskFormats
import Foundation

extension SafetensorsFile {
    /// A tensor to be written.
    package struct Tensor: Hashable, Sendable {
        /// The tensor's name, which must not be `__metadata__`.
        package var name: String
        /// The sides, outermost first; empty for a single number.
        package var shape: [Int]
        /// The values in row-major order; their number is the product of `shape`.
        package var values: [Float]
        /// The number format in the file.
        package var storage: FloatStorage

        /// Creates a tensor.
        package init(name: String, shape: [Int], values: [Float], storage: FloatStorage = .float32) {
            precondition(
                shape.allSatisfy { $0 >= 0 } && shape.reduce(1, *) == values.count, "the shape fits the values")
            self.name = name
            self.shape = shape
            self.values = values
            self.storage = storage
        }
    }

    /// Returns the bytes of a file with these tensors; equal tensors and texts give equal bytes.
    ///
    /// Names must differ. Numbers that fp16 can't represent, and a tensor named `__metadata__`, are refused.
    package static func serialized(
        tensors: [Tensor], metadata: [String: String] = [:]
    ) throws(ModelFileError) -> [UInt8] {
        precondition(Set(tensors.map(\.name)).count == tensors.count, "the names differ")
        // The reference implementation's order: wide numbers come first, which keeps every tensor aligned.
        let sorted = tensors.sorted { ($1.storage.byteCount, $0.name) < ($0.storage.byteCount, $1.name) }
        var header = SafetensorsHeader(metadata: metadata, tensors: [:])
        var body: [UInt8] = []
        for tensor in sorted {
            guard tensor.name != SafetensorsHeader.metadataName else {
                throw ModelFileError(.unwritable, tensor.name, "the format reserves this name")
            }
            let bytes = try tensor.storage.bytes(of: tensor.values, named: tensor.name)
            header.tensors[tensor.name] = SafetensorsHeader.Tensor(
                dtype: tensor.storage.rawValue, shape: tensor.shape,
                dataOffsets: [body.count, body.count + bytes.count])
            body += bytes
        }
        return try prefix(for: header) + body
    }

    /// Returns the header's length and the header, padded with spaces so that the tensors start at a multiple of eight.
    private static func prefix(for header: SafetensorsHeader) throws(ModelFileError) -> [UInt8] {
        var text: [UInt8]
        do {
            text = [UInt8](try JSONEncoder.line.encode(header))
        } catch {
            throw ModelFileError(.unwritable, "a safetensors header", JSONFault.clause(for: error))
        }
        let alignment = SafetensorsHeader.prefixLength
        text += [UInt8](repeating: UInt8(ascii: " "), count: (alignment - text.count % alignment) % alignment)
        let length = UInt64(text.count)
        return (0..<alignment).map { UInt8(truncatingIfNeeded: length >> (8 * UInt64($0))) } + text
    }
}
