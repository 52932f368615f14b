internal import FaceMaskCOpenVINO
internal import Foundation

/// Where one prepared network is kept between runs: a file of what OpenVINO exported, what that is of, and a checksum.
///
/// An entry is found by everything that it depends on, and used only when it says the same of itself and is whole.
/// Which processor and which version of OpenVINO exported it, OpenVINO checks once more. Entries are replaced, never
/// changed: other processes may be reading them.
struct NetworkCache {
    /// Goes up when entries written before can't be used any more.
    private static let format = 1
    /// What follows the exported network and its description: the length of the former, the checksum of all before.
    private static let endLength = 16
    /// Entries that are kept in a folder, the latest: a network has some 10 MB.
    private static let capacity = 24
    private static let fileExtension = "network"

    private let description: [UInt8]
    private let folder: URL
    private let url: URL

    /// Finds the place for the network in `file`. Its bytes are read, and so it is found again wherever it lies.
    init(of file: MappedFile, shape: [Int?]?, options: CompileOptions, in folder: URL) {
        let shape = shape.map { lengths in lengths.map { $0.map(String.init) ?? "any" }.joined(separator: "×") }
        let parts = [
            "FaceMask \(Self.format)", "OpenVINO \(Engine.version)",
            "\(file.bytes.count) bytes with the sum \(Self.hexadecimal(XXHash64.sum(file.bytes)))",
            shape ?? "shape of the file",
        ]
        description = Array((parts + options.properties.map { "\($0)=\($1)" }).joined(separator: "\n").utf8)
        let name = Self.hexadecimal(description.withUnsafeBytes(XXHash64.sum))
        self.folder = folder
        url = folder.appending(path: "\(name).\(Self.fileExtension)")
    }

    /// The file that holds the network as it was exported, and how many bytes of it; `nil` when there is none, or it is
    /// damaged or of something else.
    func entry() -> (file: MappedFile, length: Int)? {
        guard let file = MappedFile(at: url) else { return nil }
        let bytes = file.bytes
        let length = bytes.count - Self.endLength - description.count
        guard length > 0 else { return nil }
        func number(_ offset: Int) -> UInt64 {
            UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        }
        guard number(bytes.count - Self.endLength) == UInt64(length),
            bytes[length..<(length + description.count)].elementsEqual(description),
            number(bytes.count - 8) == XXHash64.sum(UnsafeRawBufferPointer(rebasing: bytes.dropLast(8)))
        else { return nil }
        return (file, length)
    }

    /// Keeps a prepared network. When that fails the next start is slow, and no more is lost.
    func keep(_ network: Handle) {
        guard let exported = Self.exported(network) else { return }
        var bytes = Data(exported.bytes)
        bytes.append(contentsOf: description)
        withUnsafeBytes(of: UInt64(exported.bytes.count).littleEndian) { bytes.append(contentsOf: $0) }
        let sum = bytes.withUnsafeBytes(XXHash64.sum)
        withUnsafeBytes(of: sum.littleEndian) { bytes.append(contentsOf: $0) }
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try? bytes.write(to: url, options: .atomic)
        forgetOldest()
    }

    /// OpenVINO writes to a path and does not say when the disk is full, so it writes to memory that has a path.
    private static func exported(_ network: Handle) -> MappedFile? {
        let descriptor = memfd_create("facemask-network", facemask_memfd_close_on_exec)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        guard ov_compiled_model_export_model(network.pointer, "/proc/self/fd/\(descriptor)") == OK else { return nil }
        return MappedFile(descriptor: descriptor)
    }

    private func forgetOldest() {
        let entries = try? FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: [.contentModificationDateKey])
        let dated = (entries ?? []).filter { $0.pathExtension == Self.fileExtension }.map { url in
            (
                url,
                (try? url.resourceValues(forKeys: [.contentModificationDateKey]))?.contentModificationDate
                    ?? .distantPast
            )
        }
        for (url, _) in dated.sorted(by: { $0.1 > $1.1 }).dropFirst(Self.capacity) {
            try? FileManager.default.removeItem(at: url)
        }
    }

    private static func hexadecimal(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
