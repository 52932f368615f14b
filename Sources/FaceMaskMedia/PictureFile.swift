import FaceMaskCFFmpeg
import Foundation

/// A picture's bytes, followed by the zeroed padding that FFmpeg's decoders require. FFmpeg need not be loaded.
struct PictureBytes: ~Copyable {
    private let memory: UnsafeMutableRawPointer
    private(set) var count: Int

    /// Allocates `capacity` bytes, which `fill` writes; it returns the number of bytes written.
    init(
        capacity: Int, fill: (UnsafeMutableRawBufferPointer) throws(Fault) -> Int
    ) throws(Fault) {
        guard let memory = malloc(capacity + Self.padding) else {
            throw Fault(.outOfMemory, "there is not enough memory for its \(capacity) bytes")
        }
        do throws(Fault) {
            count = try fill(UnsafeMutableRawBufferPointer(start: memory, count: capacity))
        } catch {
            free(memory)
            throw error
        }
        self.memory = memory
        memset(memory + count, 0, Self.padding)
    }

    init(_ bytes: [UInt8]) throws(Fault) {
        guard !bytes.isEmpty else { throw Fault(.empty, "it is empty") }
        guard bytes.count <= PictureFile.largestPacket else { throw PictureFile.tooManyBytes(bytes.count) }
        try self.init(capacity: bytes.count) { room in
            room.copyBytes(from: bytes)
            return bytes.count
        }
    }

    deinit { free(memory) }

    fileprivate static let padding = Int(AV_INPUT_BUFFER_PADDING_SIZE)

    /// The bytes, valid during the life of this value.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: memory, count: count) }

    var reader: ByteReader { ByteReader(bytes) }

    /// Keeps only the bytes in the given ranges, which are in ascending order.
    mutating func keep(_ ranges: [Range<Int>]) {
        var end = 0
        for range in ranges {
            if end != range.lowerBound { memmove(memory + end, memory + range.lowerBound, range.count) }
            end += range.count
        }
        count = end
        memset(memory + count, 0, Self.padding)
    }

    /// Converts the bytes to a packet that owns them, because frames of some formats continue to refer to them.
    consuming func packet() throws(Fault) -> EncodedPacket {
        let packet: EncodedPacket
        do throws(Fault) {
            packet = try EncodedPacket(owning: memory, count: count, padding: Self.padding)
        } catch {
            _ = consume self
            throw error
        }
        discard self
        return packet
    }
}

/// A regular file that is open for reading.
struct PictureFile: ~Copyable {
    private let descriptor: Int32
    let byteCount: Int

    /// The maximum size of a packet: FFmpeg counts its bytes in 32 bits and requires padding after them.
    static let largestPacket = Int(Int32.max) - PictureBytes.padding

    /// Opens the file at `url`. Pipes and devices are refused without waiting for their other end.
    init(_ url: URL) throws(Fault) {
        guard url.isFileURL else { throw Fault(.notFound, "it is not the address of a file on this machine") }
        let descriptor = url.withUnsafeFileSystemRepresentation { path in
            path.map { open($0, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY) } ?? -1
        }
        guard descriptor >= 0 else { throw Self.openingFault(errno, url) }
        do throws(Fault) {
            byteCount = try Self.byteCount(of: descriptor)
        } catch {
            close(descriptor)
            throw error
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Returns the file's first bytes, at most `limit` of them.
    func bytes(limit: Int) throws(Fault) -> PictureBytes {
        let wanted = min(limit, byteCount)
        guard wanted <= Self.largestPacket else { throw Self.tooManyBytes(wanted) }
        let descriptor = descriptor
        return try PictureBytes(capacity: wanted) { room throws(Fault) in
            var count = 0
            while count < room.count, let start = room.baseAddress {
                let result = pread(descriptor, start + count, room.count - count, off_t(count))
                if result < 0 && errno == EINTR { continue }
                guard result >= 0 else { throw Fault(.notReadable, "reading failed: \(systemReason(errno))") }
                guard result > 0 else { break }
                count += result
            }
            return count
        }
    }

    static func tooManyBytes(_ count: Int) -> Fault { Fault(.tooLarge, "the file has \(count) bytes") }

    private static func byteCount(of descriptor: Int32) throws(Fault) -> Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Fault(.notReadable, systemReason(errno)) }
        switch status.st_mode & S_IFMT {
        case S_IFREG where status.st_size > 0: return Int(status.st_size)
        case S_IFREG: throw Fault(.empty, "it is empty")
        case S_IFDIR: throw Fault(.isDirectory, "it is a folder")
        default: throw Fault(.notAFile, "it is a pipe, a socket or a device")
        }
    }

    private static func openingFault(_ cause: Int32, _ url: URL) -> Fault {
        let isLink = (try? FileManager.default.destinationOfSymbolicLink(atPath: url.path)) != nil
        return switch cause {
        case ENOENT where isLink: Fault(.notFound, "it is a broken link")
        case ENOENT, ENOTDIR: Fault(.notFound, "there is no such file")
        case ELOOP, ENAMETOOLONG: Fault(.notFound, systemReason(cause))
        case EACCES, EPERM: Fault(.notReadable, "permission is denied")
        case ENXIO: Fault(.notAFile, "it is a pipe, a socket or a device")
        default: Fault(.notReadable, systemReason(cause))
        }
    }
}

/// Returns the system's description of one of its error numbers.
func systemReason(_ number: Int32) -> String { String(cString: strerror(number)) }
