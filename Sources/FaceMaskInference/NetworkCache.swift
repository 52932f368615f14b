internal import FaceMaskCOpenVINO
internal import Foundation

/// The cache entry for one prepared network: a file with the network as OpenVINO exported it, a description and a
/// checksum.
///
/// An entry's name is a hash of everything that the entry depends on. The entry is used only if its description matches
/// and its checksum is right; OpenVINO checks the processor and its own version once more. Entries are replaced, never
/// modified: other processes may be reading them.
struct NetworkCache {
    /// The version of the entry's format; a new version makes existing entries unusable.
    private static let format = 1
    /// The number of bytes after the exported network and its description: the network's length, and the checksum of
    /// everything before.
    private static let endLength = 16
    /// The number of entries, the latest, that are kept in a folder. A network has about 10 MB.
    private static let capacity = 24
    private static let fileExtension = "network"

    private let description: [UInt8]
    private let folder: URL
    private let url: URL

    /// Finds the entry for the network in `file`. The file's bytes identify it, not its path.
    init(of file: MappedFile, shape: [Int?]?, options: CompileOptions, on device: Device, in folder: URL) {
        let shape = shape.map { lengths in lengths.map { $0.map(String.init) ?? "any" }.joined(separator: "×") }
        let parts = [
            "FaceMask \(Self.format)", "OpenVINO \(Engine.version)",
            "\(file.bytes.count) bytes with the sum \(Self.hexadecimal(XXHash64.sum(file.bytes)))",
            shape ?? "shape of the file", "device \(device.rawValue)",
        ]
        description = Array((parts + options.properties(on: device).map { "\($0)=\($1)" }).joined(separator: "\n").utf8)
        let name = Self.hexadecimal(description.withUnsafeBytes(XXHash64.sum))
        self.folder = folder
        url = folder.appending(path: "\(name).\(Self.fileExtension)")
    }

    /// Returns the file that holds the exported network, and the network's length in bytes; `nil` if there is no entry, or
    /// it is damaged or for something else.
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

    /// Stores a prepared network. A failure has no consequence but a slow next start.
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

    /// Returns the exported network. OpenVINO only writes to paths and doesn't report a full disk, so it writes to memory
    /// that has a path.
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
