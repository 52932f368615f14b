internal import Synchronization

/// A counting semaphore for tasks: at most `limit` permits are held at a time, and whoever asks first gets them first.
///
/// A task takes one permit or several at once: the pixels of a picture, for instance. More than `limit` are granted when
/// nobody else holds any. A waiting task is suspended, blocks no thread, and stops waiting as soon as it is cancelled.
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
        /// In the order in which they came.
        var waiters: [Waiter] = []

        /// Takes permits unless somebody is before the caller or there are too few.
        mutating func take(_ count: Int) -> Bool {
            guard waiters.isEmpty, fits(count) else { return false }
            used += count
            return true
        }

        /// Takes permits for those who wait, and returns whom to wake.
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
        precondition(limit > 0, "without permits nobody could go on")
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

    /// Waits for `count` permits, which the caller gives back by `release(_:)`.
    ///
    /// - Throws: `CancellationError` when the task is cancelled before it has them.
    package func acquire(_ count: Int = 1, isolation: isolated (any Actor)? = #isolation) async throws {
        precondition(count >= 0, "permits are counted from 0 on")
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

    /// Gives back permits that `acquire(_:)` granted.
    package func release(_ count: Int = 1) {
        let granted = state.withLock { state in
            precondition(count <= state.used, "only what was granted is given back")
            state.used -= count
            return state.grant()
        }
        for continuation in granted { continuation.resume() }
    }

    /// Tasks that wait for permits.
    package var waitingCount: Int { state.withLock(\.waiters.count) }

    private func wait(_ waiter: Waiter) {
        let result: Result<Void, any Error>? = state.withLock { state in
            // Cancelled before it came here, it would not be found by `stopWaiting`.
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
            // It may have kept smaller ones from what is free.
            return (waiter, state.grant())
        }
        stopped?.waiter.continuation.resume(throwing: CancellationError())
        for continuation in stopped?.granted ?? [] { continuation.resume() }
    }
}
