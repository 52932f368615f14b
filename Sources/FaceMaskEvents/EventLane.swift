internal import FaceMaskCore
internal import Synchronization

/// One consumer of a hub with the events that wait for it.
final class EventLane: Sendable {
    let consumer: any EventConsumer
    private let report: @Sendable (ConsumerFailure) -> Void
    private let buffering: EventBuffering
    private let state = Mutex(State())

    fileprivate typealias Reader = CheckedContinuation<WatchEvent?, Never>
    fileprivate typealias Writer = CheckedContinuation<Void, Never>

    fileprivate struct State {
        var events: ArraySlice<WatchEvent> = []
        var isFinished = false
        var dropped = 0
        var failure: ConsumerFailure?
        /// The consumer's task, which waits for an event.
        var reader: Reader?
        /// Publishers that wait for room, in their order.
        var writers: ArraySlice<Writer> = []
    }

    init(_ consumer: any EventConsumer, report: @escaping @Sendable (ConsumerFailure) -> Void) {
        (self.consumer, self.report) = (consumer, report)
        buffering = consumer.buffering
    }

    var failure: ConsumerFailure? { state.withLock { $0.failure } }
    var dropped: Int { state.withLock { $0.dropped } }

    func publish(_ event: WatchEvent) {
        let (reader, isTaken) = state.withLock { state in
            guard state.isOpen else { return (Reader?.none, true) }
            if state.events.count >= buffering.capacity {
                guard case .newest = buffering else { return (nil, false) }
                state.events.removeFirst()
                state.dropped += 1
            }
            return (state.append(event), true)
        }
        reader?.resume(returning: event)
        if !isTaken { overflow() }
    }

    private func overflow() {
        let sentence =
            "More than \(buffering.capacity) results waited for \(consumer.name), which is too slow; it gets no more, and the "
            + "rest goes on."
        fail(.overflowed, Failure(.inputOutput, sentence))
        consumer.abandon()
    }

    func deliver(_ event: WatchEvent) async {
        while true {
            let (reader, isDone) = state.withLock { state in
                guard state.isOpen else { return (Reader?.none, true) }
                guard state.events.count < buffering.capacity else { return (nil, false) }
                return (state.append(event), true)
            }
            reader?.resume(returning: event)
            if isDone { return }
            await waitForRoom()
        }
    }

    func finish() {
        let reader = state.withLock { state in
            state.isFinished = true
            return state.events.isEmpty ? state.takeReader() : nil
        }
        reader?.resume(returning: nil)
    }

    /// Feeds the consumer until its end.
    func run() async {
        do {
            while let event = await next() { try await consumer.consume(event) }
            if failure == nil { try await consumer.finish() }
        } catch {
            fail(.failed, Failure(error))
        }
    }

    private func waitForRoom() async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                guard state.isOpen, state.events.count >= buffering.capacity else { return true }
                state.writers.append(continuation)
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    private func next() async -> WatchEvent? {
        await withCheckedContinuation { (continuation: Reader) in
            let (answer, writer): (WatchEvent??, Writer?) = state.withLock { state in
                let event = state.events.popFirst()
                if event == nil, state.isOpen {
                    state.reader = continuation
                    return (nil, state.writers.popFirst())
                }
                return (.some(event), state.writers.popFirst())
            }
            if let answer { continuation.resume(returning: answer) }
            writer?.resume()
        }
    }

    /// Ends the lane: the first failure counts, and nothing waits any longer.
    private func fail(_ code: ConsumerFailure.Code, _ failure: Failure) {
        let failure = ConsumerFailure(
            code: code, consumer: consumer.name, endsWatching: consumer.isEssential && code == .failed, failure: failure
        )
        let (isFirst, reader, writers) = state.withLock { state in
            let isFirst = state.failure == nil
            if isFirst { state.failure = failure }
            state.events = []
            defer { state.writers = [] }
            return (isFirst, state.takeReader(), state.writers)
        }
        reader?.resume(returning: nil)
        for writer in writers { writer.resume() }
        if isFirst { report(failure) }
    }
}

extension EventLane.State {
    /// Whether events are still taken.
    fileprivate var isOpen: Bool { !isFinished && failure == nil }

    /// Adds an event; returns the reader that gets it at once, when one waits.
    fileprivate mutating func append(_ event: WatchEvent) -> EventLane.Reader? {
        if let reader = takeReader() { return reader }
        events.append(event)
        return nil
    }

    fileprivate mutating func takeReader() -> EventLane.Reader? {
        defer { reader = nil }
        return reader
    }
}
