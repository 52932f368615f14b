import Dispatch
import Foundation
import Glibc
import Synchronization

/// The signals by which a user asks to stop (Ctrl-C, `kill`). The first one cancels or stops what is under way, so that nothing
/// is left half written; the second one ends the program at once.
///
/// Signals are the command's business alone: libraries stop by the cancellation of their task, or by a method that stops them.
enum Interruption {
    private static let number = Atomic<Int32>(0)

    /// Whether the user has asked to stop.
    static var isRequested: Bool { number.load(ordering: .relaxed) != 0 }

    /// Both ends of a pipe through which a signal wakes tasks that wait for it. Writing is one of the few things that a signal
    /// handler may do.
    private static let pipe: (read: Int32, write: Int32) = {
        var ends: [Int32] = [-1, -1]
        _ = unsafe Glibc.pipe(&ends)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }()

    /// Runs `body` in a task that is cancelled when the user asks to stop, and returns when it has ended.
    static func cancelling<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) async throws
        -> Result
    {
        listen()
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                await wait()
                return nil
            }
            defer { group.cancelAll() }
            while let next = try await group.next() {
                if let result = next { return result }
                // Asked to stop: the body ends in its own time, by a result or an error.
                group.cancelAll()
            }
            throw CancellationError()
        }
    }

    /// Runs `body`, and calls `stop` when the user asks to stop; returns when `body` has ended by itself.
    static func running<Result: Sendable>(
        _ body: @escaping @Sendable () async -> Result, onRequest stop: @escaping @Sendable () async -> Void
    ) async -> Result {
        listen()
        return await withTaskGroup(of: Result?.self) { group in
            group.addTask { await body() }
            group.addTask {
                await wait()
                await stop()
                return nil
            }
            defer { group.cancelAll() }
            while let next = await group.next() {
                if let result = next { return result }
            }
            preconditionFailure("the body ends")
        }
    }

    /// Returns when the user asks to stop, or the task is cancelled.
    static func wait() async {
        let source = DispatchSource.makeReadSource(fileDescriptor: pipe.read)
        let (requests, continuation) = AsyncStream.makeStream(of: Void.self)
        source.setEventHandler { continuation.finish() }
        source.resume()
        for await _ in requests {}
        source.cancel()
    }

    /// Starts to remember signals. Those that were ignored when the program started stay ignored, as `nohup` and background
    /// jobs need.
    static func listen() {
        // Made here and not in the handler, where nothing may be allocated.
        _ = (isRequested, pipe)
        for signalNumber in [SIGINT, SIGTERM] {
            let previous = signal(signalNumber) { received in
                Interruption.number.store(received, ordering: .relaxed)
                var mark = UInt8(1)
                _ = unsafe write(Interruption.pipe.write, &mark, 1)
                signal(received, SIG_DFL)
            }
            if unsafe unsafeBitCast(previous, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
                signal(signalNumber, SIG_IGN)
            }
        }
    }

    /// Ends the program by the remembered signal, so that a shell knows why it ended: it stops its own loop, and reports 130
    /// after Ctrl-C.
    static func end() {
        let received = number.load(ordering: .relaxed)
        signal(received, SIG_DFL)
        // Threads of the concurrency pool block signals.
        var wanted = sigset_t()
        unsafe sigemptyset(&wanted)
        unsafe sigaddset(&wanted, received)
        unsafe pthread_sigmask(SIG_UNBLOCK, &wanted, nil)
        raise(received)
    }
}
