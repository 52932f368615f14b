import Dispatch
import Foundation
import Glibc
import Synchronization

/// The signals by which a user asks to stop (Ctrl-C, `kill`). The first one cancels the command's task, so that nothing is
/// left half written; the second one ends the program at once.
enum TerminationSignal {
    /// The signal that was received; 0 for none.
    private static let number = Atomic<Int32>(0)

    /// Both ends of a pipe through which a signal wakes tasks that wait for it. Writing is one of the few things that a signal
    /// handler may do.
    private static let pipe: (read: Int32, write: Int32) = {
        var ends: [Int32] = [-1, -1]
        _ = unsafe Glibc.pipe(&ends)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }()

    /// Runs `body` in a task that a signal cancels, and returns when it has ended. If it throws `CancellationError` after a
    /// signal, ends the program by that signal.
    static func cancelling(_ body: @escaping @Sendable () async throws -> Void) async throws {
        listen()
        do {
            try await withThrowingTaskGroup(of: Bool.self) { group in
                group.addTask {
                    try await body()
                    return true
                }
                group.addTask {
                    await wait()
                    return false
                }
                defer { group.cancelAll() }
                while let hasEnded = try await group.next(), !hasEnded {
                    // The body ends in its own time, by returning or by an error.
                    group.cancelAll()
                }
            }
        } catch let error as CancellationError {
            end()
            throw error
        }
    }

    /// Returns when a signal is received, or the task is cancelled.
    private static func wait() async {
        let source = DispatchSource.makeReadSource(fileDescriptor: pipe.read)
        let (requests, continuation) = AsyncStream.makeStream(of: Void.self)
        source.setEventHandler { continuation.finish() }
        source.resume()
        for await _ in requests {}
        source.cancel()
    }

    /// Starts to remember signals. Those that were ignored when the program started stay ignored, as `nohup` and background
    /// jobs need.
    private static func listen() {
        // Made here and not in the handler, where nothing may be allocated.
        _ = (number.load(ordering: .relaxed), pipe)
        for signalNumber in [SIGINT, SIGTERM] {
            let previous = signal(signalNumber) { received in
                TerminationSignal.number.store(received, ordering: .relaxed)
                var mark = UInt8(1)
                _ = unsafe write(TerminationSignal.pipe.write, &mark, 1)
                signal(received, SIG_DFL)
            }
            if unsafe unsafeBitCast(previous, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
                signal(signalNumber, SIG_IGN)
            }
        }
    }

    /// Ends the program by the signal that was received, so that a shell knows why it ended: it stops its own loop, and reports
    /// 130 after Ctrl-C. Does nothing without one.
    private static func end() {
        let received = number.load(ordering: .relaxed)
        guard received != 0 else { return }
        signal(received, SIG_DFL)
        // Threads of the concurrency pool block signals.
        var wanted = sigset_t()
        unsafe sigemptyset(&wanted)
        unsafe sigaddset(&wanted, received)
        unsafe pthread_sigmask(SIG_UNBLOCK, &wanted, nil)
        raise(received)
    }
}
