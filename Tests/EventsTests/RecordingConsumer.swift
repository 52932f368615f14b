import FaceMaskCore
import Synchronization
import TestSupport

@testable import FaceMaskEvents

/// Keeps the events it gets; may be held up, and may fail at an event.
final class RecordingConsumer: EventConsumer {
    let name: String
    let buffering: EventBuffering
    let isEssential: Bool
    private let gate: Gate?
    private let failsAt: Int?
    private let wanted: @Sendable (WatchEvent.Body) -> Bool
    private let state = Mutex((events: [WatchEvent](), isFinished: false, isAbandoned: false))

    /// `gate` blocks each event; `failsAt` is the number of the event at which it throws, from 0.
    init(
        named name: String = "recorder", _ buffering: EventBuffering, gate: Gate? = nil, failsAt: Int? = nil,
        isEssential: Bool = false, wants: @escaping @Sendable (WatchEvent.Body) -> Bool = { _ in true }
    ) {
        (self.name, self.buffering, self.gate, self.failsAt) = (name, buffering, gate, failsAt)
        (self.isEssential, wanted) = (isEssential, wants)
    }

    var events: [WatchEvent] { state.withLock { $0.events } }
    var times: [Double] { events.map(\.mediaTime) }
    var isFinished: Bool { state.withLock { $0.isFinished } }
    var isAbandoned: Bool { state.withLock { $0.isAbandoned } }

    func wants(_ body: WatchEvent.Body) -> Bool { wanted(body) }

    func consume(_ event: WatchEvent) async throws {
        await gate?.pass()
        let count = state.withLock { state in
            state.events.append(event)
            return state.events.count
        }
        if count - 1 == failsAt { throw Failure(.inputOutput, "The disk is full.") }
    }

    func finish() async throws { state.withLock { $0.isFinished = true } }

    func abandon() {
        state.withLock { $0.isAbandoned = true }
        gate?.open()
    }
}

/// The failures that a hub reported, in order.
final class FailureLog: Sendable {
    private let log = Mutex<[ConsumerFailure]>([])
    var failures: [ConsumerFailure] { log.withLock { $0 } }
    @Sendable func report(_ failure: ConsumerFailure) { log.withLock { $0.append(failure) } }
}
