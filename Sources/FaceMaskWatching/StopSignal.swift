internal import Synchronization

/// Asks everything that is watched to stop, once and for all.
final class StopSignal: Sendable {
    private struct State {
        var isRequested = false
        var waiting: [AsyncStream<Void>.Continuation] = []
    }

    private let state = Mutex(State())

    /// Asks to stop.
    func request() {
        let waiting = state.withLock { state in
            state.isRequested = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.finish() }
    }

    /// Returns when somebody asks to stop, or the task is cancelled.
    func wait() async {
        let (requests, continuation) = AsyncStream.makeStream(of: Void.self)
        let isRequested = state.withLock { state in
            if !state.isRequested { state.waiting.append(continuation) }
            return state.isRequested
        }
        if isRequested { continuation.finish() }
        for await _ in requests {}
    }
}
