import Synchronization

/// Work that waits until it is let go or cancelled, and notes both.
final class Gate: Sendable {
    private struct State {
        var started: [Int] = []
        var cancelled: [Int] = []
        var most = 0
        var waiting: [Int: CheckedContinuation<Void, any Error>] = [:]
        var open: Set<Int> = []
        var isOpen = false
    }

    private let state = Mutex(State())

    /// What began, in the order of the numbers: threads may change the order in which tasks get here.
    var started: [Int] { state.withLock { $0.started.sorted() } }
    /// What saw its cancellation.
    var cancelled: [Int] { state.withLock { $0.cancelled.sorted() } }
    var waiting: [Int] { state.withLock { $0.waiting.keys.sorted() } }
    /// How many waited at the same time, at most.
    var most: Int { state.withLock(\.most) }

    /// Waits under a unique number.
    func pass(_ number: Int) async throws {
        state.withLock { $0.started.append(number) }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let result: Result<Void, any Error>? = state.withLock { state in
                    if Task.isCancelled { return .failure(CancellationError()) }
                    if state.isOpen || state.open.contains(number) { return .success(()) }
                    state.waiting[number] = continuation
                    state.most = max(state.most, state.waiting.count)
                    return nil
                }
                if let result { continuation.resume(with: result) }
            }
        } onCancel: {
            let continuation = state.withLock { state in
                state.cancelled.append(number)
                return state.waiting.removeValue(forKey: number)
            }
            continuation?.resume(throwing: CancellationError())
        }
    }

    /// Lets one through, now or when it comes.
    func open(_ number: Int) {
        let continuation = state.withLock { state in
            state.open.insert(number)
            return state.waiting.removeValue(forKey: number)
        }
        continuation?.resume()
    }

    /// Lets everything through.
    func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [:] }
            return state.waiting
        }
        for continuation in waiting.values { continuation.resume() }
    }

    /// Gives up when the test's time is over.
    func untilWaiting(_ count: Int) async {
        while state.withLock({ $0.waiting.count }) < count, !Task.isCancelled { await Task.yield() }
    }
}

/// What happened, in its order.
final class Log<Entry: Sendable>: Sendable {
    private let state = Mutex([Entry]())
    var entries: [Entry] { state.withLock { $0 } }
    func add(_ entry: Entry) { state.withLock { $0.append(entry) } }
}

/// A value that several tasks change.
final class Shared<Value: Sendable>: Sendable {
    private let state: Mutex<Value>

    init(_ value: Value) { state = Mutex(value) }

    var value: Value { state.withLock { $0 } }
    func change(_ body: (inout Value) -> Void) { state.withLock { body(&$0) } }
}
