import FaceMaskCore
import Foundation
import TestSupport
import Testing

@testable import FaceMaskEvents

/// A source's first events, at 0, 1, 2 … seconds.
private func events(_ count: Int, of source: String = "door") -> [WatchEvent] {
    var sequence = EventSequence(source: SourceID(source), session: UUID(), now: { Date(timeIntervalSince1970: 7) })
    return (0..<count).map { number in
        let status = SourceStatus(source: source, kind: .connected, words: "")
        return sequence.event(.source(status), at: Double(number))
    }
}

private struct Queue: CustomTestStringConvertible, Sendable {
    let reason: String
    let buffering: EventBuffering
    /// Published while the consumer is busy with event 0.
    let published: Int
    let taken: [Double]
    var dropped = 0
    var code: ConsumerFailure.Code?
    var testDescription: String { reason }
}

@Suite struct EventHubTests {
    @Test(arguments: [
        Queue(reason: "room for all", buffering: .newest(4), published: 4, taken: [0, 1, 2, 3, 4]),
        Queue(reason: "the oldest are dropped", buffering: .newest(2), published: 5, taken: [0, 4, 5], dropped: 3),
        Queue(reason: "only the newest one", buffering: .newest(1), published: 5, taken: [0, 5], dropped: 4),
        Queue(
            reason: "no room counts as room for one", buffering: .newest(0), published: 2, taken: [0, 2], dropped: 1),
        Queue(reason: "just full", buffering: .lossless(3), published: 3, taken: [0, 1, 2, 3]),
        Queue(
            reason: "one too many: it fails and gets nothing more", buffering: .lossless(3), published: 4, taken: [0],
            code: .overflowed),
    ])
    private func busyConsumer(queue: Queue) async {
        let (gate, log) = (Gate(), FailureLog())
        let busy = RecordingConsumer(named: "the busy one", queue.buffering, gate: gate)
        let other = RecordingConsumer(.lossless(100))
        let hub = EventHub([busy, other], report: log.report)
        await withDiscardingTaskGroup { group in
            group.addTask { await hub.run() }
            let events = events(queue.published + 1)
            hub.publish(events[0])
            await gate.holdsSomebody()
            for event in events.dropFirst() { hub.publish(event) }
            gate.open()
            hub.finish()
        }
        #expect(busy.times == queue.taken)
        #expect(busy.isFinished == (queue.code == nil) && busy.isAbandoned == (queue.code != nil))
        #expect(hub.dropped == (queue.dropped > 0 ? ["the busy one": queue.dropped] : [:]))
        #expect(hub.failures.map(\.code) == (queue.code.map { [$0] } ?? []) && log.failures == hub.failures)
        #expect(other.times == (0...queue.published).map(Double.init) && other.isFinished, "nobody else is concerned")
    }

    @Test func overflowIsReportedOnceAndEndsNothing() async {
        let (gate, log) = (Gate(), FailureLog())
        let busy = RecordingConsumer(named: "standard output", .lossless(1), gate: gate, isEssential: true)
        let hub = EventHub([busy], report: log.report)
        await withDiscardingTaskGroup { group in
            group.addTask { await hub.run() }
            hub.publish(events(1)[0])
            await gate.holdsSomebody()
            for event in events(5) { hub.publish(event) }
            hub.finish()
        }
        #expect(log.failures.count == 1)
        let failure = log.failures.first
        #expect(failure?.endsWatching == false && failure?.failure.category == .inputOutput)
        #expect(
            failure?.failure.sentence
                == "More than 1 results waited for standard output, which is too slow; it gets no more, and the rest goes on."
        )
    }

    @Test("An error ends one consumer, and everything only where it is essential", arguments: [false, true])
    func errorEndsOneConsumer(isEssential: Bool) async {
        let log = FailureLog()
        let broken = RecordingConsumer(named: "the table", .lossless(9), failsAt: 1, isEssential: isEssential)
        let other = RecordingConsumer(.lossless(9))
        let hub = EventHub([broken, other], report: log.report)
        for event in events(4) { hub.publish(event) }
        hub.finish()
        await hub.run()
        #expect(broken.times == [0, 1] && !broken.isFinished && !broken.isAbandoned)
        #expect(other.times == [0, 1, 2, 3] && other.isFinished)
        #expect(log.failures.map(\.code) == [.failed] && log.failures.first?.endsWatching == isEssential)
        #expect(log.failures.first?.failure == Failure(.inputOutput, "The disk is full."))
    }

    @Test("Sources publish at the same time; each keeps its order")
    func orderPerSource() async {
        let consumer = RecordingConsumer(.lossless(1000))
        let hub = EventHub([consumer], report: { _ in })
        await withDiscardingTaskGroup { group in
            group.addTask { await hub.run() }
            await withDiscardingTaskGroup { sources in
                for name in ["a", "b", "c"] {
                    sources.addTask { for event in events(100, of: name) { hub.publish(event) } }
                }
            }
            hub.finish()
        }
        for name in ["a", "b", "c"] {
            let numbers = consumer.events.filter { $0.source.name == name }.map(\.sequence)
            #expect(numbers == Array(0..<100))
        }
    }

    @Test("What can wait loses nothing, however small the queues", arguments: [EventBuffering.newest(1), .lossless(1)])
    func deliveryWaitsForRoom(buffering: EventBuffering) async {
        let consumers = [RecordingConsumer(buffering), RecordingConsumer(.lossless(2))]
        let hub = EventHub(consumers, report: { _ in })
        await withDiscardingTaskGroup { group in
            group.addTask { await hub.run() }
            await withDiscardingTaskGroup { sources in
                for name in ["a", "b"] {
                    sources.addTask { for event in events(50, of: name) { await hub.deliver(event) } }
                }
            }
            hub.finish()
        }
        for consumer in consumers { #expect(consumer.events.count == 100 && consumer.isFinished) }
        #expect(hub.dropped.isEmpty && hub.failures.isEmpty)
    }

    @Test("Whoever waits for a consumer that fails goes on")
    func deliveryToAFailedConsumer() async {
        let broken = RecordingConsumer(.lossless(1), failsAt: 0)
        let hub = EventHub([broken], report: { _ in })
        await withDiscardingTaskGroup { group in
            group.addTask { await hub.run() }
            for event in events(20) { await hub.deliver(event) }
            hub.finish()
        }
        #expect(broken.times == [0])
    }

    @Test("A cancelled hub still hands on what was published, so that files get their ends")
    func cancellationDrains() async {
        let gate = Gate()
        let consumer = RecordingConsumer(.lossless(9), gate: gate)
        let hub = EventHub([consumer], report: { _ in })
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await hub.run() }
            for event in events(3) { hub.publish(event) }
            await gate.holdsSomebody()
            group.cancelAll()
            gate.open()
            hub.finish()
        }
        #expect(consumer.times == [0, 1, 2] && consumer.isFinished)
    }

    @Test("A consumer's queue holds only what it wants")
    func unneededEventsTakeNoRoom() async {
        let alert = Alert(
            source: "door", rule: Alert.Rule(name: "bare", condition: "without>=1"), time: 2, lasted: 0,
            people: PeopleCount(), tracks: [])
        let consumer = RecordingConsumer(.lossless(1)) { if case .alert = $0 { true } else { false } }
        let hub = EventHub([consumer], report: { _ in })
        var sequence = EventSequence(source: SourceID("door"))
        for event in events(5) { hub.publish(event) }
        hub.publish(sequence.event(.alert(alert), at: 2))
        for event in events(5) { hub.publish(event) }
        hub.finish()
        await hub.run()
        #expect(consumer.events.map(\.body) == [.alert(alert)] && hub.failures.isEmpty)
    }

    @Test("Events say of which session they are, and when they were made")
    func eventsAreStamped() {
        let session = UUID()
        var sequence = EventSequence(
            source: SourceID("door"), session: session, now: { Date(timeIntervalSince1970: 1_000) })
        let failure = WatchEvent.Body.failure(SourceFailure(source: "door", sentence: "It is gone."))
        let events = [sequence.event(failure, at: 0.5), sequence.event(failure, at: 1.5)]
        #expect(events.map(\.sequence) == [0, 1] && events.map(\.mediaTime) == [0.5, 1.5])
        #expect(events.allSatisfy { $0.session == session && $0.source == SourceID("door") && $0.body == failure })
        #expect(events[0].wallTime == Date(timeIntervalSince1970: 1_000))
    }
}
