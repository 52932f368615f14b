import Foundation

/// Reads bytes by position; a position past the end is a `truncated` fault, never a trap.
///
/// Valid as long as the underlying memory.
struct ByteReader {
    enum Order { case big, little }

    private let bytes: UnsafeRawBufferPointer
    private let end: String

    /// Creates a reader of `bytes`, which faults call `name`.
    init(_ bytes: UnsafeRawBufferPointer, named name: String = "the file") {
        self.bytes = bytes
        end = name
    }

    func byte(at position: Int) throws(Fault) -> Int {
        guard position >= 0, position < bytes.count else { throw endsEarly }
        return Int(bytes[position])
    }

    func number(_ size: Int, at position: Int, _ order: Order = .big) throws(Fault) -> Int {
        guard position >= 0, size <= bytes.count - position else { throw endsEarly }
        return bytes[position..<(position + size)].enumerated().reduce(0) { sum, next in
            sum | Int(next.element) << (8 * (order == .little ? next.offset : size - 1 - next.offset))
        }
    }

    /// Returns the part that starts at `position` and is `count` bytes long.
    func part(at position: Int, count: Int, named name: String = "the file") throws(Fault) -> ByteReader {
        guard position >= 0, count >= 0, count <= bytes.count - position else { throw endsEarly }
        return ByteReader(UnsafeRawBufferPointer(rebasing: bytes[position..<(position + count)]), named: name)
    }

    func starts(with ascii: StaticString, at position: Int = 0) -> Bool {
        guard position >= 0, ascii.utf8CodeUnitCount <= bytes.count - position else { return false }
        return bytes[position...].starts(
            with: UnsafeBufferPointer(start: ascii.utf8Start, count: ascii.utf8CodeUnitCount))
    }

    func starts(with numbers: [UInt8]) -> Bool { bytes.starts(with: numbers) }

    /// Returns the first position of `byte` at or after `position`.
    func firstPosition(of byte: UInt8, from position: Int) throws(Fault) -> Int {
        guard position >= 0, position < bytes.count, let base = bytes.baseAddress,
            let found = memchr(base + position, Int32(byte), bytes.count - position)
        else { throw endsEarly }
        return UnsafeRawPointer(found) - base
    }

    private var endsEarly: Fault { Fault(.truncated, "\(end) is truncated: it ends after \(bytes.count) bytes") }
}
