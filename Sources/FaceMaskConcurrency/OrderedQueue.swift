internal import Synchronization

/// A queue whose elements are added in any order and taken in the order of their reserved places. Any task may add
/// elements; one task takes them.
///
/// The queue itself has no limit: the task that reserves places limits their number.
final class OrderedQueue<Element: Sendable>: Sendable {
    private struct State {
        var results: [Int: Result<Element, any Error>] = [:]
        var reserved = 0
        var taken = 0
        /// How the queue ends after the last reserved place; `nil` while more places may be reserved.
        var end: Result<Void, any Error>?
        var hasFailed = false
        /// The task that waits for the next place.
        var waiter: CheckedContinuation<Void, Never>?

        private var isReady: Bool { results[taken] != nil || (taken == reserved && end != nil) }

        /// Stores the continuation of the waiting task; returns `false` when there is nothing to wait for.
        mutating func keep(_ continuation: CheckedContinuation<Void, Never>) -> Bool {
            guard !isReady else { return false }
            precondition(waiter == nil, "one task takes the elements")
            waiter = continuation
            return true
        }

        /// Returns the continuation to resume, if there is one.
        mutating func ready() -> CheckedContinuation<Void, Never>? {
            guard isReady else { return nil }
            defer { waiter = nil }
            return waiter
        }

        /// Takes the next element or the end, one of which is there.
        mutating func take() -> Result<Element?, any Error> {
            if let result = results.removeValue(forKey: taken) {
                taken += 1
                return result.map(Optional.some)
            }
            let end = end ?? .success(())
            // An error is thrown once.
            self.end = .success(())
            return end.map { nil }
        }
    }

    private let state = Mutex(State())

    /// Whether an error was put at one of the places.
    var hasFailed: Bool { state.withLock(\.hasFailed) }

    /// Reserves the next place.
    func reserve() -> Int {
        state.withLock { state in
            defer { state.reserved += 1 }
            return state.reserved
        }
    }

    /// Adds the element of a reserved place, or the error that is thrown there.
    func put(_ result: Result<Element, any Error>, at place: Int) {
        let waiter = state.withLock { state in
            state.results[place] = result
            if case .failure = result { state.hasFailed = true }
            return state.ready()
        }
        waiter?.resume()
    }

    /// Adds an element at the next place.
    func append(_ element: Element) { put(.success(element), at: reserve()) }

    /// Ends the queue after the last reserved place, with or without an error.
    func finish(_ end: Result<Void, any Error> = .success(())) {
        let waiter = state.withLock { state in
            state.end = end
            return state.ready()
        }
        waiter?.resume()
    }

    /// Returns the element of the next place; `nil` at the end. It waits even in a cancelled task, since the tasks that add
    /// elements see the cancellation and finish the queue.
    func next() async throws -> Element? {
        await withCheckedContinuation { continuation in
            if !state.withLock({ $0.keep(continuation) }) { continuation.resume() }
        }
        return try state.withLock { $0.take() }.get()
    }
}
