internal import Synchronization

/// A counting semaphore for tasks: at most `limit` permits are held at a time, and requests are granted in their order.
///
/// A task requests one permit or several at once, for instance one for each pixel of a picture. A request for more than
/// `limit` is granted when no other task holds any. A waiting task is suspended, blocks no thread, and stops waiting as
/// soon as it is cancelled.
package final class AsyncSemaphore: Sendable {
    private typealias Continuation = CheckedContinuation<Void, any Error>

    private struct Waiter {
        let id: Int
        let count: Int
        let continuation: Continuation
    }

    private struct State {
        let limit: Int
        var used = 0
        var nextID = 0
        /// In the order of their requests.
        var waiters: [Waiter] = []

        /// Takes permits unless other tasks wait or too few are free; returns whether it did.
        mutating func take(_ count: Int) -> Bool {
            guard waiters.isEmpty, fits(count) else { return false }
            used += count
            return true
        }

        /// Takes permits for the first of the waiting tasks, and returns the continuations to resume.
        mutating func grant() -> [Continuation] {
            var granted: [Continuation] = []
            while let next = waiters.first, fits(next.count) {
                used += next.count
                granted.append(next.continuation)
                waiters.removeFirst()
            }
            return granted
        }

        private func fits(_ count: Int) -> Bool { used == 0 || used + count <= limit }
    }

    private let state: Mutex<State>

    /// Creates a semaphore of `limit` permits, at least one.
    package init(limit: Int) {
        precondition(limit > 0, "a semaphore has a permit")
        state = Mutex(State(limit: limit))
    }

    /// Runs `body` while the calling task holds `count` permits.
    ///
    /// - Throws: `CancellationError` when the task is cancelled before it has them, or what `body` throws.
    package func withPermits<Result>(
        _ count: Int = 1, isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Result
    ) async throws -> Result {
        try await acquire(count)
        defer { release(count) }
        return try await body()
    }

    /// Waits for `count` permits, which the caller returns with `release(_:)`.
    ///
    /// - Throws: `CancellationError` when the task is cancelled before it has them.
    package func acquire(_ count: Int = 1, isolation: isolated (any Actor)? = #isolation) async throws {
        precondition(count >= 0, "a number of permits is at least 0")
        try Task.checkCancellation()
        let id: Int? = state.withLock { state in
            if state.take(count) { return nil }
            state.nextID += 1
            return state.nextID
        }
        guard let id else { return }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                wait(Waiter(id: id, count: count, continuation: continuation))
            }
        } onCancel: {
            stopWaiting(id)
        }
    }

    /// Returns permits that `acquire(_:)` granted.
    package func release(_ count: Int = 1) {
        let granted = state.withLock { state in
            precondition(count <= state.used, "only granted permits are returned")
            state.used -= count
            return state.grant()
        }
        for continuation in granted { continuation.resume() }
    }

    /// The number of tasks that wait for permits.
    var waitingCount: Int { state.withLock(\.waiters.count) }

    private func wait(_ waiter: Waiter) {
        let result: Result<Void, any Error>? = state.withLock { state in
            // When the task was cancelled before this point, `stopWaiting` didn't find it.
            if Task.isCancelled { return .failure(CancellationError()) }
            if state.take(waiter.count) { return .success(()) }
            state.waiters.append(waiter)
            return nil
        }
        if let result { waiter.continuation.resume(with: result) }
    }

    private func stopWaiting(_ id: Int) {
        let stopped = state.withLock { state -> (waiter: Waiter, granted: [Continuation])? in
            guard let index = state.waiters.firstIndex(where: { $0.id == id }) else { return nil }
            let waiter = state.waiters.remove(at: index)
            // Smaller requests behind it may fit.
            return (waiter, state.grant())
        }
        stopped?.waiter.continuation.resume(throwing: CancellationError())
        for continuation in stopped?.granted ?? [] { continuation.resume() }
    }
}
