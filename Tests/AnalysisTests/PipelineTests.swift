import FaceMaskEvents
import FaceMaskCore
import Synchronization
import Testing

@testable import FaceMaskAnalysis

/// A detector that sees one face wherever the picture's first byte is not 0, and notes which frames it saw.
private final class ScriptedStages: FaceDetecting, MaskClassifying {
    let seen = Mutex<[UInt8]>([])
    let failsAt: UInt8?

    init(failsAt: UInt8? = nil) { self.failsAt = failsAt }

    struct Refusal: Error {}

    func faces(in image: Image) async throws -> [Face] {
        let mark = image.pixels[0]
        seen.withLock { $0.append(mark) }
        if mark == failsAt { throw Refusal() }
        return mark == 0 ? [] : [Face(box: Box(x1: 1, y1: 1, x2: 9, y2: 9), score: 0.9)]
    }

    func verdicts(on faces: [Face], in image: Image) async throws -> [Verdict] {
        faces.map { _ in Verdict(probabilities: [.worn: 0.9, .notWorn: 0.1], state: .worn) }
    }

    var analyzer: FrameAnalyzer { FrameAnalyzer(detector: self, classifier: self) }
}

/// Frames at 10 a second whose first byte is their number, and that end with an error when one is given.
private struct ScriptedFrames: AsyncSequence, Sendable {
    var count: Int
    var error: (any Error & Sendable)?

    struct Iterator: AsyncIteratorProtocol {
        var next = 0
        let frames: ScriptedFrames

        mutating func next() async throws -> Frame? {
            guard next < frames.count else {
                if let error = frames.error { throw error }
                return nil
            }
            defer { next += 1 }
            let image = Image(width: 10, height: 10, filledWith: (UInt8(next), 0, 0))
            return Frame(image: image, time: Double(next) / 10, index: next)
        }
    }

    func makeAsyncIterator() -> Iterator { Iterator(frames: self) }
}

/// Reports every sighting as a separate person.
private struct EachItsOwn: PersonTracking {
    var endedTracks: [Track] = []
    private var last: [Track] = []
    private var nextID = 1

    mutating func tracks(after sightings: [Sighting], at time: Double, width: Int, height: Int) -> [Track] {
        endedTracks = last
        last = sightings.map { sighting in
            defer { nextID += 1 }
            return Track(
                id: nextID, box: sighting.face.box, sighting: sighting, verdict: sighting.verdict, firstSeen: time,
                lastSeen: time)
        }
        return last
    }

    mutating func tracks(at time: Double) -> [Track] {
        endedTracks = []
        return last
    }

    mutating func endAll() { (endedTracks, last) = (last, []) }
}

struct AnalyzedFramesTests {
    @Test(
        "Every frame comes out, in order; the sampled ones were analyzed",
        arguments: [
            (SamplingRate.everyFrame, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], "all"),
            (.perSecond(5), [0, 2, 4, 6, 8], "half of them"),
            (.perSecond(3), [0, 4, 7], "the first of each third of a second"),
            (.perSecond(100), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], "more than there are"),
            (.perSecond(0.1), [0], "the first one only"),
        ])
    func sampling(sampling: SamplingRate, expected: [Int], reason: String) async throws {
        let scripted = ScriptedStages()
        var frames: [Int] = []
        var analyzed: [Int] = []
        for try await analysis in ScriptedFrames(count: 10).analyzed(by: scripted.analyzer, sampling: sampling) {
            frames.append(analysis.frame.index)
            guard let sightings = analysis.sightings else { continue }
            analyzed.append(analysis.frame.index)
            #expect(sightings.count == (analysis.frame.index == 0 ? 0 : 1))
        }
        #expect(frames == Array(0..<10) && analyzed == expected, "\(reason)")
        // Several are analyzed at a time: which of them comes first is up to the threads.
        #expect(scripted.seen.withLock { $0.map(Int.init) }.sorted() == expected)
    }

    @Test("A stage's error comes after the frames before it, and ends the loop")
    func failingStage() async {
        let scripted = ScriptedStages(failsAt: 4)
        var frames: [Int] = []
        await #expect(throws: ScriptedStages.Refusal.self) {
            for try await analysis in ScriptedFrames(count: 10).analyzed(by: scripted.analyzer) {
                frames.append(analysis.frame.index)
            }
        }
        #expect(frames == [0, 1, 2, 3])
    }

    @Test("A source's error comes after its frames")
    func failingSource() async {
        var count = 0
        await #expect(throws: ScriptedStages.Refusal.self) {
            for try await _ in ScriptedFrames(count: 3, error: ScriptedStages.Refusal())
                .analyzed(by: ScriptedStages().analyzer)
            {
                count += 1
            }
        }
        #expect(count == 3)
    }

    @Test("Nothing is analysed far ahead of a slow loop", arguments: [4, 8])
    func boundedAhead(between: Int) async throws {
        let scripted = ScriptedStages()
        var analyses = ScriptedFrames(count: 200).analyzed(by: scripted.analyzer, between: between, ahead: 4)
            .makeAsyncIterator()
        for _ in 0..<3 { _ = try await analyses.next() }
        for _ in 0..<1000 { await Task.yield() }
        // Three taken, four waiting at the end and some between the networks, one in each hand of the three stages.
        let count = scripted.seen.withLock { $0.count }
        #expect(count <= 3 + 4 + between + 3)
    }
}

struct FollowerTests {
    @Test("Scenes carry the moment and the people, events come with the frame, the end lets everybody go")
    func follows() {
        var follower = Follower(source: "clip.mp4", tracker: EachItsOwn())
        let sighting = Sighting(
            face: Face(box: Box(x1: 1, y1: 1, x2: 9, y2: 9), score: 0.9),
            verdict: Verdict(probabilities: [.worn: 1], state: .worn))
        func analysis(_ index: Int, _ sightings: [Sighting]?) -> AnalyzedFrame {
            let image = Image(width: 10, height: 20)
            return AnalyzedFrame(
                frame: Frame(image: image, time: Double(index) / 10, index: index), sightings: sightings)
        }
        let first = follower.follow(analysis(0, [sighting]))
        #expect(first.result.source == "clip.mp4" && first.result.frame == 0 && first.result.time == 0)
        #expect(first.result.width == 10 && first.result.height == 20)
        #expect(first.result.sightings == [sighting] && first.result.tracks.map(\.id) == [1])
        #expect(first.events.map(\.kind) == [.appeared])
        let between = follower.follow(analysis(1, nil))
        #expect(between.result.sightings.isEmpty && between.result.tracks.map(\.id) == [1] && between.events.isEmpty)
        let second = follower.follow(analysis(2, [sighting]))
        #expect(second.events.map(\.kind) == [.left, .appeared])
        let end = follower.finish()
        #expect(end.map(\.kind) == [.left] && end[0].person.id == 2 && end[0].time == 0.2)
        #expect(follower.finish().isEmpty)
    }
}
