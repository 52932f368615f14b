import Synchronization

/// A clock on which every wait is over at once, and noted, but for those of one length, which only cancelling ends.
final class ScriptedClock: Clock {
    typealias Instant = ContinuousClock.Instant

    private let endless: Duration?
    private let noted = Mutex<[Duration]>([])

    init(endless: Duration? = nil) { self.endless = endless }

    var waits: [Duration] { noted.withLock { $0 } }
    /// Stands still, so that the length of a wait is exact.
    let now = ContinuousClock.now
    var minimumResolution: Duration { .zero }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        let wait = now.duration(to: deadline)
        guard wait != endless else {
            for await _ in AsyncStream<Never>.makeStream().stream {}
            throw CancellationError()
        }
        noted.withLock { $0.append(wait) }
    }
}

/// A clock on which no time passes: a wait ends only when it is cancelled, so that no limit runs out on a busy machine.
struct StoppedClock: Clock {
    typealias Instant = ContinuousClock.Instant

    let now = ContinuousClock.now
    var minimumResolution: Duration { .zero }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        for await _ in AsyncStream<Never>.makeStream().stream {}
        throw CancellationError()
    }
}
