import Synchronization

/// Blocks all callers until it is opened.
public final class Gate: Sendable {
    private let state = Mutex(
        (isOpen: false, waiting: [CheckedContinuation<Void, Never>](), watchers: [CheckedContinuation<Void, Never>]()))

    /// Creates a closed gate.
    public init() {}

    /// Returns when the gate is open.
    public func pass() async {
        await withCheckedContinuation { continuation in
            let (isOpen, watchers) = state.withLock { state in
                if !state.isOpen { state.waiting.append(continuation) }
                defer { state.watchers = [] }
                return (state.isOpen, state.watchers)
            }
            for watcher in watchers { watcher.resume() }
            if isOpen { continuation.resume() }
        }
    }

    /// Returns when somebody is held up.
    public func holdsSomebody() async {
        await withCheckedContinuation { continuation in
            let isHolding = state.withLock { state in
                if state.waiting.isEmpty { state.watchers.append(continuation) }
                return !state.waiting.isEmpty
            }
            if isHolding { continuation.resume() }
        }
    }

    /// Lets everybody through from now on.
    public func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}

/// Work that waits until it is let go or cancelled, and notes both.
public final class NumberedGate: Sendable {
    private struct State {
        var started: [Int] = []
        var cancelled: [Int] = []
        var most = 0
        var waiting: [Int: CheckedContinuation<Void, any Error>] = [:]
        var open: Set<Int> = []
        var isOpen = false
    }

    private let state = Mutex(State())

    /// Creates a closed gate.
    public init() {}

    /// What began, in the order of the numbers: threads may change the order in which tasks get here.
    public var started: [Int] { state.withLock { $0.started.sorted() } }
    /// What saw its cancellation.
    public var cancelled: [Int] { state.withLock { $0.cancelled.sorted() } }
    /// What waits now.
    public var waiting: [Int] { state.withLock { $0.waiting.keys.sorted() } }
    /// How many waited at the same time, at most.
    public var most: Int { state.withLock(\.most) }

    /// Waits under a unique number.
    public func pass(_ number: Int) async throws {
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
    public func open(_ number: Int) {
        let continuation = state.withLock { state in
            state.open.insert(number)
            return state.waiting.removeValue(forKey: number)
        }
        continuation?.resume()
    }

    /// Lets everything through.
    public func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [:] }
            return state.waiting
        }
        for continuation in waiting.values { continuation.resume() }
    }

    /// Gives up when the test's time is over.
    public func untilWaiting(_ count: Int) async {
        while state.withLock({ $0.waiting.count }) < count, !Task.isCancelled { await Task.yield() }
    }
}
