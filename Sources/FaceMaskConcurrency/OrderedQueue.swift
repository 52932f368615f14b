internal import Synchronization

/// Elements that come in any order and are taken in the order of their places. Any task may bring them; one takes them.
///
/// It holds as many as are brought: whoever reserves places bounds their number.
final class OrderedQueue<Element: Sendable>: Sendable {
    private struct State {
        var results: [Int: Result<Element, any Error>] = [:]
        var reserved = 0
        var taken = 0
        /// What comes after the last place that was reserved; `nil` while it is open.
        var end: Result<Void, any Error>?
        var hasFailed = false
        /// The task that waits for the next place.
        var waiter: CheckedContinuation<Void, Never>?

        private var isReady: Bool { results[taken] != nil || (taken == reserved && end != nil) }

        /// Keeps a task waiting; `false` when there is nothing to wait for.
        mutating func keep(_ continuation: CheckedContinuation<Void, Never>) -> Bool {
            guard !isReady else { return false }
            precondition(waiter == nil, "one task takes the elements")
            waiter = continuation
            return true
        }

        /// Returns whom to wake.
        mutating func ready() -> CheckedContinuation<Void, Never>? {
            guard isReady else { return nil }
            defer { waiter = nil }
            return waiter
        }

        /// Takes what is next, which is there.
        mutating func take() -> Result<Element?, any Error> {
            if let result = results.removeValue(forKey: taken) {
                taken += 1
                return result.map(Optional.some)
            }
            let end = end ?? .success(())
            // An error is told once.
            self.end = .success(())
            return end.map { nil }
        }
    }

    private let state = Mutex(State())

    /// Whether an element was brought that is an error.
    var hasFailed: Bool { state.withLock(\.hasFailed) }

    /// Reserves the next place.
    func reserve() -> Int {
        state.withLock { state in
            defer { state.reserved += 1 }
            return state.reserved
        }
    }

    /// Brings the element of a place, or the error that comes instead.
    func put(_ result: Result<Element, any Error>, at place: Int) {
        let waiter = state.withLock { state in
            state.results[place] = result
            if case .failure = result { state.hasFailed = true }
            return state.ready()
        }
        waiter?.resume()
    }

    /// Brings an element to the next place.
    func append(_ element: Element) { put(.success(element), at: reserve()) }

    /// Ends the queue after the last place that was reserved, by an error or without.
    func finish(_ end: Result<Void, any Error> = .success(())) {
        let waiter = state.withLock { state in
            state.end = end
            return state.ready()
        }
        waiter?.resume()
    }

    /// The element of the next place; `nil` at the end. Waits for it even in a cancelled task: whoever brings elements
    /// is to see the cancellation, and to finish.
    func next() async throws -> Element? {
        await withCheckedContinuation { continuation in
            if !state.withLock({ $0.keep(continuation) }) { continuation.resume() }
        }
        return try state.withLock { $0.take() }.get()
    }
}
