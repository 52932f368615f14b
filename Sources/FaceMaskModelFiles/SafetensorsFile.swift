package import Foundation

/// A file of named tensors in the safetensors format, checked completely when it is opened: the tensors' bytes follow
/// one another without gaps or overlaps and fill the file, as the format requires.
package struct SafetensorsFile: Sendable {
    /// The texts that the writer added.
    package let metadata: [String: String]
    /// The tensors' names in the order of their bytes.
    package let names: [String]

    private struct Entry {
        let kind: NumberKind
        let shape: [Int]
        let range: Range<Int>
    }

    private let entries: [String: Entry]
    private let bytes: [UInt8]
    private let fileName: String

    /// Reads the file at `url`, of at most 512 MiB.
    package init(contentsOf url: URL) throws(ModelFileError) {
        try self.init(bytes: FileContents.bytes(of: url), name: url.path(percentEncoded: false))
    }

    /// Reads a file that is already in memory; errors call it `name`.
    package init(bytes: [UInt8], name: String) throws(ModelFileError) {
        let (header, start) = try Self.header(of: bytes, name: name)
        let sorted = header.tensors.sorted { first, second in
            let (places, others) = (first.value.dataOffsets, second.value.dataOffsets)
            return places == others ? first.key < second.key : places.lexicographicallyPrecedes(others)
        }
        var entries: [String: Entry] = [:]
        var end = start
        for (tensor, description) in sorted {
            let entry = try Self.entry(description, named: tensor, from: end, start: start, file: name)
            entries[tensor] = entry
            end = entry.range.upperBound
        }
        guard end == bytes.count else {
            let reason = "its tensors end at byte \(end), but the file has \(bytes.count)"
            throw ModelFileError(.damaged, name, reason)
        }
        metadata = header.metadata
        names = sorted.map(\.key)
        self.entries = entries
        self.bytes = bytes
        fileName = name
    }

    /// Returns the sides of a tensor, outermost first; `nil` if the file has no tensor of that name.
    package func shape(of name: String) -> [Int]? { entries[name]?.shape }

    /// Returns the numbers of a tensor stored as F16, BF16, F32 or F64, in row-major order.
    package func floats(_ name: String) throws(ModelFileError) -> [Float] {
        guard let entry = entries[name] else {
            throw ModelFileError(.noSuchTensor, fileName, "it contains no tensor '\(name)'")
        }
        guard let floats = entry.kind.floats(in: bytes, range: entry.range) else {
            let reason = "its tensor '\(name)' contains \(entry.kind.rawValue) numbers instead of F16, BF16, F32 or F64"
            throw ModelFileError(.notFloatingPoint, fileName, reason)
        }
        return floats
    }
}

extension SafetensorsFile {
    /// Returns the header and the offset of the tensors' bytes.
    private static func header(
        of bytes: [UInt8], name: String
    ) throws(ModelFileError) -> (header: SafetensorsHeader, start: Int) {
        func refusal(_ reason: String) -> ModelFileError {
            FileKind.safetensors.refusal(of: bytes, subject: name, reason: reason)
        }
        let prefix = SafetensorsHeader.prefixLength
        guard bytes.count >= prefix else { throw refusal("it has \(bytes.count) bytes") }
        let length = bytes[..<prefix].reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        guard length <= UInt64(min(bytes.count - prefix, SafetensorsHeader.byteLimit)) else {
            throw refusal("its header claims \(length) bytes, but \(bytes.count - prefix) follow")
        }
        let start = prefix + Int(length)
        do {
            let header = try JSONDecoder().decode(SafetensorsHeader.self, from: Data(bytes[prefix..<start]))
            return (header, start)
        } catch {
            throw refusal("its header can't be read (\(JSONFault.clause(for: error)))")
        }
    }

    /// Checks the description of one tensor, whose bytes must start at byte `end` of the file, where the previous
    /// tensor ends. The file's own length is checked last, by the caller.
    private static func entry(
        _ tensor: SafetensorsHeader.Tensor, named name: String, from end: Int, start: Int, file: String
    ) throws(ModelFileError) -> Entry {
        func fault(_ reason: String) -> ModelFileError {
            ModelFileError(.damaged, file, "its tensor '\(name)' \(reason)")
        }
        guard let kind = NumberKind(rawValue: tensor.dtype) else {
            throw fault("contains numbers of the unknown kind '\(tensor.dtype)'")
        }
        guard let size = byteCount(of: tensor.shape, kind: kind) else {
            throw fault("has the impossible shape \(tensor.shape)")
        }
        guard tensor.dataOffsets.count == 2, tensor.dataOffsets[0] >= 0 else {
            throw fault("has the impossible range \(tensor.dataOffsets)")
        }
        let (first, last) = (tensor.dataOffsets[0], tensor.dataOffsets[1])
        guard first == end - start else {
            let why = first < end - start ? "overlaps the previous tensor" : "follows a gap, or a name is duplicated"
            throw fault("begins at byte \(first) instead of \(end - start): it \(why)")
        }
        let (sizeSaid, overflow) = last.subtractingReportingOverflow(first)
        guard !overflow, sizeSaid == size, let upper = sum(end, size) else {
            throw fault("is at \(first)..<\(last), but its shape \(tensor.shape) needs \(size) bytes")
        }
        return Entry(kind: kind, shape: tensor.shape, range: end..<upper)
    }

    /// Returns `nil` if a side is negative or the product overflows an `Int`.
    private static func byteCount(of shape: [Int], kind: NumberKind) -> Int? {
        var count = kind.byteCount
        for side in shape {
            let (product, overflow) = count.multipliedReportingOverflow(by: side)
            guard side >= 0, !overflow else { return nil }
            count = product
        }
        return count
    }

    private static func sum(_ first: Int, _ second: Int) -> Int? {
        let (sum, overflow) = first.addingReportingOverflow(second)
        return overflow ? nil : sum
    }
}
