import Dispatch
import FaceMaskCore
import Glibc

/// Standard output for results of running cameras: a slow reader blocks none of the threads that tasks share, and a
/// pending write can be cancelled.
final class StandardOutput: Sendable {
    private let queue = DispatchQueue(label: "facemask.standard-output")
    /// Both ends of a pipe; closing the second one wakes a write that waits for the reader.
    private let stopPipe: (read: Int32, write: Int32)

    /// The number of bytes that a pipe accepts without blocking when `poll` reports it as writable (POSIX: PIPE_BUF).
    private static let step = 4096

    init() {
        var ends: [Int32] = [-1, -1]
        _ = unsafe Glibc.pipe(&ends)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        stopPipe = (ends[0], ends[1])
    }

    /// Writes text, and returns when all of it is written.
    ///
    /// - Throws: `Failure` when it is a full disk or a closed pipe; `CancellationError` after `stop()`.
    func write(_ text: String) async throws {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try self.writeAll(Array(text.utf8)) }) }
        }
    }

    /// Makes a pending write throw soon. Nothing can be written afterwards.
    func stop() {
        var mark = UInt8(1)
        _ = unsafe Glibc.write(stopPipe.write, &mark, 1)
    }

    private func writeAll(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            var ends = [
                pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0),
                pollfd(fd: stopPipe.read, events: Int16(POLLIN), revents: 0),
            ]
            guard unsafe poll(&ends, nfds_t(ends.count), -1) > 0 else { continue }
            if ends[1].revents != 0 { throw CancellationError() }
            let count = try Console.write(rest.prefix(Self.step))
            rest = rest.dropFirst(count)
        }
    }
}
