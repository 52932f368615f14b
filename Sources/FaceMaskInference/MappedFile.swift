internal import Foundation

/// The bytes of a file as the system keeps them, without a copy; they stay when the file is replaced or deleted.
///
/// Sendable because: nothing here changes them; what a library writes into them goes to its own pages, not the file.
final class MappedFile: @unchecked Sendable {
    let bytes: UnsafeRawBufferPointer

    /// `nil` where there is no ordinary file with something in it, or it can't be read.
    convenience init?(at url: URL) {
        // Opening a pipe waits for a writer, unless told otherwise.
        let descriptor = open(url.path(percentEncoded: false), O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        self.init(descriptor: descriptor)
    }

    /// Of an open file, which may be closed afterwards.
    init?(descriptor: Int32) {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else {
            return nil
        }
        let start = mmap(nil, Int(status.st_size), PROT_READ | PROT_WRITE, MAP_PRIVATE, descriptor, 0)
        guard let start, start != MAP_FAILED else { return nil }
        bytes = UnsafeRawBufferPointer(start: start, count: Int(status.st_size))
    }

    deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }
}
