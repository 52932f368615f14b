import FaceMaskCore
import FaceMaskMonitoring
import TestSupport
import Testing

extension Track {
    /// The same person, seen in this frame.
    fileprivate var seen: Track {
        var track = self
        track.sighting = Sighting(face: Face(box: box, score: 0.9), verdict: verdict)
        return track
    }
}

private struct Walk: CustomTestStringConvertible, Sendable {
    let reason: String
    /// Places of the centre of a face of 10 × 10 pixels, in a picture of 100 × 100.
    let way: [(x: Float, y: Float)]
    let directions: [CountingLine.Direction]
    var testDescription: String { reason }
}

/// Before a line from (20, 50) to (80, 50).
@Test(arguments: [
    Walk(reason: "stays", way: [(50, 20), (50, 30)], directions: []),
    Walk(reason: "down", way: [(50, 40), (50, 60)], directions: [.inward]),
    Walk(reason: "up", way: [(50, 60), (50, 40)], directions: [.outward]),
    Walk(reason: "down and back", way: [(50, 40), (50, 60), (50, 40)], directions: [.inward, .outward]),
    Walk(reason: "begins on the line", way: [(50, 50), (50, 60)], directions: []),
    Walk(
        reason: "stands on the line and trembles",
        way: [(50, 40), (50, 49), (50, 51.5), (50, 48.5), (50, 52), (50, 50), (50, 60)], directions: [.inward]),
    Walk(
        reason: "turns round on the line", way: [(50, 40), (50, 49), (50, 51), (50, 49), (50, 40)], directions: []),
    Walk(reason: "passes beside its end", way: [(10, 40), (10, 60)], directions: []),
    Walk(
        reason: "goes round its end and back over it", way: [(50, 60), (10, 60), (10, 40), (50, 40), (50, 60)],
        directions: [.inward]),
    Walk(reason: "along the line", way: [(10, 50), (50, 50), (90, 50)], directions: []),
    Walk(reason: "jumps over it", way: [(30, 0), (70, 99)], directions: [.inward]),
    Walk(reason: "a box that is none", way: [(50, 40), (.nan, 60)], directions: []),
])
private func crossingsAreCountedOnce(walk: Walk) throws {
    let line = try CountingLine(name: "gate", start: RelativePoint(x: 0.2, y: 0.5), end: RelativePoint(x: 0.8, y: 0.5))
    let turned = try CountingLine(name: "gate", start: line.end, end: line.start)
    for (line, isTurned) in [(line, false), (turned, true)] {
        var counter = LineCounter(line)
        let crossings = walk.way.enumerated().flatMap { time, place in
            counter.crossings(
                after: [.of(1, .worn, x: place.x, y: place.y + 5).seen], at: Double(time), width: 100, height: 100)
        }
        let expected = walk.directions.map { $0 == .inward && isTurned || $0 == .outward && !isTurned ? "out" : "in" }
        #expect(crossings.map(\.direction.label) == expected)
        for direction in CountingLine.Direction.allCases {
            #expect(counter[direction][.worn] == expected.filter { $0 == direction.label }.count)
        }
    }
}

@Suite struct LineCounterTests {
    private func line() throws -> CountingLine {
        try CountingLine(name: "gate", start: RelativePoint(x: 0, y: 0.5), end: RelativePoint(x: 1, y: 0.5))
    }

    @Test func predictedPeopleDoNotCross() throws {
        var counter = LineCounter(try line())
        _ = counter.crossings(after: [Track.of(1, y: 20).seen], at: 0, width: 100, height: 100)
        #expect(counter.crossings(after: [.of(1, y: 90)], at: 1, width: 100, height: 100).isEmpty)
        #expect(counter.crossings(after: [Track.of(1, y: 90).seen], at: 2, width: 100, height: 100).count == 1)
    }

    @Test func peopleWhoLeftAreForgotten() throws {
        var counter = LineCounter(try line())
        _ = counter.crossings(after: [Track.of(1, y: 20).seen], at: 0, width: 100, height: 100)
        _ = counter.crossings(after: [], left: [.of(1, y: 20)], at: 1, width: 100, height: 100)
        #expect(counter == LineCounter(try line()))
    }

    @Test func peopleAreDistinguishedAndResolutionsMayChange() throws {
        var counter = LineCounter(try line())
        _ = counter.crossings(
            after: [Track.of(1, y: 20).seen, Track.of(2, y: 90).seen], at: 0, width: 100, height: 100)
        let crossings = counter.crossings(
            after: [Track.of(1, y: 180).seen, Track.of(2, y: 40).seen], at: 1, width: 200, height: 200)
        #expect(crossings.map(\.person.id) == [1, 2])
        #expect(crossings.map(\.direction) == [.inward, .outward])
    }

    @Test(arguments: [
        (0.5, 0.5, "its ends (0.5, 0.5) and (0.5, 0.5) are at one place; give two that are apart"),
        (2, 0.5, "its end (2.0, 0.5) is outside the picture; ends are shares of width and height, 0 to 1"),
        (.infinity, 0.5, "its end (inf, 0.5) is outside the picture; ends are shares of width and height, 0 to 1"),
    ])
    func invalidLinesAreRefused(x: Double, y: Double, sentence: String) {
        let error = #expect(throws: MonitoringError.self) {
            try CountingLine(name: "gate", start: RelativePoint(x: 0.5, y: 0.5), end: RelativePoint(x: x, y: y))
        }
        #expect(error?.description == "The line 'gate' can't be used because \(sentence).")
    }
}
