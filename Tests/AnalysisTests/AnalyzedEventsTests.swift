import FaceMaskCore
import Synchronization
import Testing

@testable import FaceMaskAnalysis

/// Events in the order of a script, which end by an error where one is given, and a count of those that were taken.
private struct ScriptedEvents: AsyncSequence, Sendable {
    let events: [SourceEvent]
    var error: (any Error & Sendable)?
    let count = Count()

    final class Count: Sendable {
        private let taken = Mutex(0)
        var value: Int { taken.withLock { $0 } }
        func add() { taken.withLock { $0 += 1 } }
        func untilValue(_ least: Int) async { while value < least, !Task.isCancelled { await Task.yield() } }
    }

    struct Iterator: AsyncIteratorProtocol {
        var rest: ArraySlice<SourceEvent>
        let error: (any Error & Sendable)?
        let count: Count

        mutating func next() async throws -> SourceEvent? {
            guard let event = rest.popFirst() else {
                if let error { throw error }
                return nil
            }
            count.add()
            return event
        }
    }

    func makeAsyncIterator() -> Iterator { Iterator(rest: events[...], error: error, count: count) }

    static func frames(_ count: Int, error: (any Error & Sendable)? = nil) -> ScriptedEvents {
        ScriptedEvents(events: (0..<count).map { frame($0) }, error: error)
    }

    /// A frame whose first byte is its number.
    static func frame(_ index: Int) -> SourceEvent {
        let image = Image(width: 4, height: 4, filledWith: (UInt8(index), 0, 0))
        return .frame(Frame(image: image, time: Double(index) / 10, index: index))
    }
}

extension AnalyzedEvent {
    /// The number of a frame or the words of a change in the source's health.
    fileprivate var words: String {
        switch self {
        case .frame(let analyzed): "\(analyzed.frame.index)"
        case .health(let health): "\(health)"
        }
    }
}

@Suite(.timeLimit(.minutes(20))) struct AnalyzedEventsTests {
    /// Lets tasks go as far as they can.
    private func settle() async { for _ in 0..<1000 { await Task.yield() } }

    @Test("Frames are analysed, and everything stays in its order")
    func order() async throws {
        let script: [SourceEvent] = [
            .health(.connected), ScriptedEvents.frame(0), ScriptedEvents.frame(1), .health(.lost(reason: "gone")),
            .health(.recovered(afterSeconds: 2)), ScriptedEvents.frame(2),
        ]
        var words: [String] = []
        for try await event in AnalyzedEvents(
            ScriptedEvents(events: script), analyzer: GatedStages(firstGated: 100).analyzer)
        {
            words.append(event.words)
            guard case .frame(let analyzed) = event else { continue }
            let sighting = try #require(analyzed.sightings?.first)
            #expect(sighting.verdict.state == .worn && sighting.face.box.x1 == Float(analyzed.frame.index))
            #expect(sighting.appearance != nil)
        }
        #expect(words == ["connected", "0", "1", "lost: gone", "back after 2 s", "2"])
    }

    @Test("A frame is taken only when the detector is free, and at most two are ahead of the loop")
    func newestFrame() async throws {
        let (events, gated) = (ScriptedEvents.frames(10), GatedStages(firstGated: 1))
        var iterator = AnalyzedEvents(events, analyzer: gated.analyzer).makeAsyncIterator()
        #expect(try await iterator.next()?.words == "0")
        await gated.untilRunning(1)
        await settle()
        #expect(events.count.value == 2, "the second frame is in the detector: the third can still be replaced")
        gated.open()
        await events.count.untilValue(3)
        await settle()
        #expect(events.count.value == 3, "one in the loop, one classified, one in the detector")
        #expect(try await iterator.next()?.words == "1")
        await iterator.cancel()
    }

    @Test("An abandoned iterator cancels the detection and takes nothing more")
    func abandoned() async throws {
        let (events, gated) = (ScriptedEvents.frames(10), GatedStages(firstGated: 1))
        do {
            var iterator = AnalyzedEvents(events, analyzer: gated.analyzer).makeAsyncIterator()
            #expect(try await iterator.next()?.words == "0")
            await gated.untilRunning(1)
        }
        await gated.untilNothingRuns()
        await settle()
        #expect(gated.cancelled == [1] && events.count.value == 2)
    }

    @Test("A cancelled loop ends when nothing runs any more")
    func cancelled() async throws {
        let (events, gated) = (ScriptedEvents.frames(10), GatedStages(firstGated: 1))
        let consumer = Task {
            var words: [String] = []
            for try await event in AnalyzedEvents(events, analyzer: gated.analyzer) { words.append(event.words) }
            return (words, gated.runningCount)
        }
        await gated.untilRunning(1)
        consumer.cancel()
        let (words, running) = try await consumer.value
        #expect(words == ["0"] && running == 0 && gated.cancelled == [1])
    }

    @Test(
        "An error comes after the frames before it",
        arguments: [(nil, nil, "the source"), (2, nil, "a detection"), (nil, 2, "a classification")]
            as [(Int?, Int?, String)])
    func failure(detection: Int?, classification: Int?, reason: String) async {
        let stages = GatedStages(
            firstGated: 100, failingDetection: detection, failingClassification: classification)
        let fails = detection == nil && classification == nil
        let events = ScriptedEvents.frames(fails ? 2 : 10, error: fails ? GatedStages.Refusal() : nil)
        var words: [String] = []
        await #expect(throws: GatedStages.Refusal.self) {
            for try await event in AnalyzedEvents(events, analyzer: stages.analyzer) { words.append(event.words) }
        }
        #expect(words == ["0", "1"], "\(reason)")
    }
}
