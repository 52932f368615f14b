import FaceMaskCore
import Synchronization
import Testing

@testable import FaceMaskAnalysis

/// Numbered frames, which end by an error where one is given, and note when their reader went away.
private struct NotedFrames: AsyncSequence, Sendable {
    /// Counts readers; each of them retains a `Reader`.
    final class Note: Sendable {
        let readers = Mutex(0)
        func untilReleased() async { while readers.withLock({ $0 }) > 0, !Task.isCancelled { await Task.yield() } }
    }

    final class Reader: Sendable {
        let note: Note
        init(_ note: Note) {
            self.note = note
            note.readers.withLock { $0 += 1 }
        }
        deinit { note.readers.withLock { $0 -= 1 } }
    }

    let count: Int
    let note = Note()
    var error: (any Error & Sendable)?

    struct Iterator: AsyncIteratorProtocol {
        let reader: Reader
        let count: Int
        let error: (any Error & Sendable)?
        var next = 0

        mutating func next() async throws -> Frame? {
            guard next < count else {
                if let error { throw error }
                return nil
            }
            defer { next += 1 }
            let image = Image(width: 4, height: 4, filledWith: (UInt8(next), 0, 0))
            return Frame(image: image, time: Double(next) / 10, index: next)
        }
    }

    func makeAsyncIterator() -> Iterator { Iterator(reader: Reader(note), count: count, error: error) }
}

/// A caller that stops reading frames stops the detections. In all tests the first frame was taken, and as many detections
/// of the following frames as possible are running.
@Suite(.timeLimit(.minutes(20))) struct StoppingTests {
    private static let between = 4
    /// In the loop's hand, and those between the networks.
    private static let begun = Array(0...(between + 1))

    private func analyses(_ frames: NotedFrames, _ stages: GatedStages) -> AnalyzedFrames<NotedFrames> {
        frames.analyzed(by: stages.analyzer, between: Self.between, ahead: 4)
    }

    @Test func abandoningTheIteratorCancelsDetectionsAndStartsNone() async throws {
        let (frames, gated) = (NotedFrames(count: 100), GatedStages(firstGated: 1))
        do {
            var iterator = analyses(frames, gated).makeAsyncIterator()
            #expect(try await iterator.next()?.frame.index == 0)
            await gated.untilRunning(Self.between + 1)
        }
        // Nothing can begin any more once the frames' reader is gone.
        await frames.note.untilReleased()
        await gated.untilNothingRuns()
        #expect(gated.started == Self.begun)
        #expect(gated.cancelled == Array(Self.begun.dropFirst()))
    }

    @Test func cancellingTheIteratorStopsAll() async throws {
        let (frames, gated) = (NotedFrames(count: 100), GatedStages(firstGated: 1))
        var iterator = analyses(frames, gated).makeAsyncIterator()
        #expect(try await iterator.next()?.frame.index == 0)
        await gated.untilRunning(Self.between + 1)
        await iterator.cancel()
        #expect(gated.runningCount == 0 && gated.cancelled == Array(Self.begun.dropFirst()))
        #expect(gated.started == Self.begun)
        #expect(frames.note.readers.withLock { $0 } == 0)
    }

    @Test func leavingTheLoopCancelsDetections() async throws {
        let (frames, gated) = (NotedFrames(count: 100), GatedStages(firstGated: 1))
        for try await _ in analyses(frames, gated) {
            await gated.untilRunning(Self.between + 1)
            break
        }
        await frames.note.untilReleased()
        await gated.untilNothingRuns()
        #expect(gated.started == Self.begun && gated.cancelled == Array(Self.begun.dropFirst()))
    }

    @Test func aCancelledLoopEndsAfterDetectionsStopped() async throws {
        let (frames, gated) = (NotedFrames(count: 100), GatedStages(firstGated: 1))
        let consumer = Task {
            var indices: [Int] = []
            for try await analyzed in analyses(frames, gated) { indices.append(analyzed.frame.index) }
            return (indices, gated.runningCount)
        }
        await gated.untilRunning(Self.between + 1)
        consumer.cancel()
        let (indices, running) = try await consumer.value
        #expect(indices == [0], "it simply ends")
        #expect(running == 0, "when the loop ends nothing runs any more")
        #expect(gated.started == Self.begun && gated.cancelled == Array(Self.begun.dropFirst()))
        #expect(frames.note.readers.withLock { $0 } == 0)
    }

    @Test func aLoopCancelledBetweenFramesEnds() async throws {
        let (frames, gated) = (NotedFrames(count: 100), GatedStages(firstGated: 1))
        let consumer = Task {
            var count = 0
            for try await _ in analyses(frames, gated) {
                count += 1
                await gated.untilRunning(Self.between + 1)
                withUnsafeCurrentTask { $0?.cancel() }
            }
            return (count, gated.runningCount)
        }
        let (count, running) = try await consumer.value
        #expect(count == 1 && running == 0)
        #expect(gated.started == Self.begun)
    }

    @Test(arguments: [(2, nil, "a detection"), (nil, 2, "a classification")] as [(Int?, Int?, String)])
    func anErrorOfAStageCancelsDetections(detection: Int?, classification: Int?, reason: String) async {
        let frames = NotedFrames(count: 100)
        let gated = GatedStages(firstGated: 3, failingDetection: detection, failingClassification: classification)
        var indices: [Int] = []
        await #expect(throws: GatedStages.Refusal.self) {
            for try await analyzed in analyses(frames, gated) { indices.append(analyzed.frame.index) }
        }
        #expect(indices == [0, 1], "what came before, in order; \(reason)")
        #expect(gated.runningCount == 0 && gated.cancelled == gated.started.filter { $0 > 2 }, "\(reason)")
        #expect(gated.started.count <= 2 + Self.between + 1, "\(reason)")
        await frames.note.untilReleased()
    }

    @Test func anErrorOfTheSourceComesAfterItsFrames() async {
        let frames = NotedFrames(count: 3, error: GatedStages.Refusal())
        let gated = GatedStages(firstGated: 0)
        async let indices = {
            var indices: [Int] = []
            await #expect(throws: GatedStages.Refusal.self) {
                for try await analyzed in analyses(frames, gated) { indices.append(analyzed.frame.index) }
            }
            return indices
        }()
        // The source has failed by then, or will soon: either way those before it are wanted.
        await gated.untilRunning(3)
        gated.open()
        #expect(await indices == [0, 1, 2])
        #expect(gated.cancelled.isEmpty && gated.started == [0, 1, 2])
    }
}
