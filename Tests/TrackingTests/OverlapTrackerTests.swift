import FaceMaskCore
import Testing

@testable import FaceMaskTracking

private func square(_ x: Double, _ y: Double = 300, side: Double = 60) -> Box {
    Box(edges: [x, y, x + side, y + side])
}

/// One person who walks 100 pixels a second and is seen at the given times.
private func count(seenAt times: [Double], score: Float = 0.9, minimumScoreToStart: Float = 0.5) -> Int {
    var tracker = OverlapTracker(minimumScoreToStart: minimumScoreToStart)
    for time in times {
        _ = tracker.tracks(
            after: [.of(square(100 + 100 * time), score: score)], at: time, width: 1280, height: 720)
    }
    return tracker.lastID
}

private struct Seen: CustomTestStringConvertible, Sendable {
    let reason: String
    let times: [Double]
    var score: Float = 0.9
    var minimumScoreToStart: Float = 0.5
    let people: Int
    var testDescription: String { reason }
}

@Test(arguments: [
    Seen(reason: "never", times: [], people: 0),
    Seen(reason: "once: may be a false alarm", times: [0], people: 0),
    Seen(reason: "twice", times: [0, 0.04], people: 1),
    Seen(reason: "weakly, twice", times: [0, 0.04], score: 0.5, people: 0),
    Seen(reason: "weakly, three times", times: [0, 0.04, 0.08], score: 0.5, people: 1),
    Seen(reason: "too weakly to start a person", times: [0, 0.04, 0.08, 0.12, 0.16], score: 0.4, people: 0),
    Seen(
        reason: "a detector whose usual score is less", times: [0, 0.04, 0.08, 0.12, 0.16], score: 0.4,
        minimumScoreToStart: 0.35, people: 1),
    Seen(reason: "one frame a second", times: [0, 1, 2, 3, 4], people: 1),
    Seen(reason: "a gap of just under two seconds", times: [0, 0.04, 0.08, 0.12, 2.11, 2.15], people: 1),
    Seen(reason: "a gap of ten seconds", times: [0, 0.04, 0.08, 10, 10.04], people: 2),
    Seen(reason: "a clock that jumps back", times: [50, 50.04, 50.08, 0, 0.04, 0.08], people: 2),
    Seen(reason: "a time that is not a number", times: [0, 0.04, .nan, 0.12], people: 1),
])
private func peopleAreCountedOnce(seen: Seen) {
    if seen.times.contains(where: \.isNaN) {
        var tracker = OverlapTracker()
        for time in seen.times { _ = tracker.tracks(after: [.of(square(100))], at: time, width: 1280, height: 720) }
        #expect(tracker.lastID == seen.people)
    } else {
        let people = count(seenAt: seen.times, score: seen.score, minimumScoreToStart: seen.minimumScoreToStart)
        #expect(people == seen.people)
    }
}

@Suite struct OverlapTrackerTests {
    private func walk(_ tracker: inout OverlapTracker, from start: Double = 0, frames: Int = 10) -> [Track] {
        (0..<frames).map { start + Double($0) / 25 }.reduce([]) { _, time in
            tracker.tracks(after: [.of(square(100 + 200 * time))], at: time, width: 1280, height: 720)
        }
    }

    /// A person walks behind a pillar, next to which the visible part of the face is a narrow box.
    @Test(arguments: [7.5, 25.0], [90.0, 150.0])
    func keepsPeopleWhoWalkBehindAPillar(analyzedPerSecond: Double, speed: Double) throws {
        let pillar = 400.0...(400 + speed * 1.6)
        var tracker = OverlapTracker()
        var sides: [Float] = []
        for frame in 0..<Int(analyzedPerSecond * 1000 / speed) {
            let time = Double(frame) / analyzedPerSecond
            let (left, right) = (150 + speed * time, 210 + speed * time)
            var seen = square(left)
            if left < pillar.lowerBound { seen.x2 = Float(min(right, pillar.lowerBound)) }
            if right > pillar.upperBound { seen.x1 = Float(max(left, pillar.upperBound)) }
            let isHidden = left >= pillar.lowerBound && right <= pillar.upperBound || seen.width < 12
            let sightings = isHidden ? [] : [Sighting.of(seen, score: seen.width < 40 ? 0.4 : 0.8)]
            let tracks = tracker.tracks(after: sightings, at: time, width: 1280, height: 720)
            sides += tracks.filter { $0.sighting != nil }.map(\.box.width)
        }
        #expect(tracker.lastID == 1)
        let narrowest = try #require(sides.min())
        #expect(narrowest > 40, "a face that is partly hidden is told of nearly whole")
    }

    @Test func predictsBetweenDetections() throws {
        var tracker = OverlapTracker()
        #expect(try #require(walk(&tracker).first).sighting != nil)
        let track = try #require(tracker.tracks(at: 0.48).first)
        #expect(track.sighting == nil)
        #expect(track.lastSeen == 0.36)
        #expect(abs(track.box.center.x - 226) < 6, "200 pixels a second, 0.48 seconds after 100 + 30")
    }

    @Test func showsMissedPeopleBriefly() {
        var tracker = OverlapTracker()
        _ = walk(&tracker)
        #expect(tracker.tracks(after: [], at: 0.5, width: 1280, height: 720).count == 1)
        #expect(tracker.tracks(after: [], at: 1.5, width: 1280, height: 720).isEmpty)
        #expect(tracker.endedTracks.isEmpty)
        _ = tracker.tracks(after: [], at: 3, width: 1280, height: 720)
        #expect(tracker.endedTracks.map(\.id) == [1] && tracker.endedTracks[0].verdict.state == .worn)
    }

    @Test func aCutEndsAllTracks() {
        var tracker = OverlapTracker()
        _ = walk(&tracker)
        tracker.endAll()
        #expect(tracker.endedTracks.map(\.id) == [1])
        #expect(walk(&tracker, from: 0.4).map(\.id) == [2])
        #expect(tracker.lastID == 2)
    }

    @Test func changeOfResolutionKeepsPeople() {
        var tracker = OverlapTracker()
        _ = walk(&tracker)
        let half = tracker.tracks(
            after: [.of(square(90, 150, side: 30))], at: 0.4, width: 640, height: 360)
        #expect(half.map(\.id) == [1])
        #expect(tracker.lastID == 1)
    }

    @Test func invalidSightingsAreIgnored() {
        var tracker = OverlapTracker()
        let boxes = [
            Box(x1: .nan, y1: 0, x2: 1, y2: 1), Box(x1: 5, y1: 5, x2: 5, y2: 9), Box(x1: 9, y1: 9, x2: 1, y2: 1),
            Box(x1: -.infinity, y1: 0, x2: 1, y2: 1), Box(x1: 0, y1: 0, x2: 1e30, y2: 1e30),
        ]
        for time in 0..<5 {
            let rubbish = boxes.map { Sighting.of($0) } + [.of(square(5), score: .nan)]
            #expect(tracker.tracks(after: rubbish, at: Double(time) / 25, width: 0, height: 0).isEmpty)
        }
    }

    /// Four people and a bit of noise; `change` is applied to the sightings.
    private func run(
        time shift: Double = 0, scale: Double = 1, order: ([Sighting]) -> [Sighting] = { $0 }
    ) -> [[Track]] {
        var tracker = OverlapTracker()
        var generator = SeededGenerator(seed: 3)
        return (0..<64).map { frame in
            let time = Double(frame) / 32
            let sightings = (0..<4).compactMap { index -> Sighting? in
                let x = 200 + 60 * Double(index) + 150 * time * (index.isMultiple(of: 2) ? 1 : -1)
                let noise = Double.random(in: -3...3, using: &generator)
                guard Double.random(in: 0..<1, using: &generator) > 0.15 else { return nil }
                let box = square(x + noise, 300 + 8 * Double(index)).edges.map { $0 * scale }
                return .of(Box(edges: box), score: Float.random(in: 0.3..<1, using: &generator))
            }
            return tracker.tracks(
                after: order(sightings), at: time + shift, width: Int(1280 * scale), height: Int(720 * scale))
        }
    }

    @Test func idsAndSightingsAreUnique() {
        for tracks in run() {
            #expect(Set(tracks.map(\.id)).count == tracks.count)
            let seen = tracks.compactMap(\.sighting)
            #expect(Set(seen).count == seen.count)
        }
        #expect(!run().joined().isEmpty)
    }

    @Test func orderOfSightingsDoesNotMatter() {
        #expect(run(order: { $0.reversed() }) == run())
    }

    @Test func timesMayStartAnywhere() {
        let shifted = run(time: 4096).map { $0.map(\.id) }
        #expect(shifted == run().map { $0.map(\.id) })
    }

    @Test func sizeOfTheFrameDoesNotMatter() {
        for (large, small) in zip(run(scale: 4), run()) {
            #expect(large.map(\.id) == small.map(\.id))
            for (one, other) in zip(large, small) {
                #expect(abs(one.box.x1 - 4 * other.box.x1) < 0.1)
                #expect(abs(one.box.y2 - 4 * other.box.y2) < 0.1)
            }
        }
    }
}
