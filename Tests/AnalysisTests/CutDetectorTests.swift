import FaceMaskEvents
import FaceMaskCore
import Testing

@testable import FaceMaskAnalysis

/// Blotches of gray, 64 pixels wide, moved to the left by `shift` pixels and with other light.
private func place(_ seed: UInt64, shift: Int = 0, gain: Double = 1, offset: Double = 0) -> Image {
    var generator = SeededGenerator(seed: seed)
    let blotches = (0..<(12 * 30)).map { _ in Double.random(in: 30...200, using: &generator) }
    var pixels: [UInt8] = []
    for row in 0..<360 {
        for column in 0..<640 {
            let level = blotches[row / 64 * 30 + (column + shift) / 64] * gain + offset
            pixels += [UInt8](repeating: UInt8(min(max(level, 0), 255)), count: 3)
        }
    }
    return Image(width: 640, height: 360, pixels: pixels)
}

private struct Change: CustomTestStringConvertible, Sendable {
    let reason: String
    let first: Image
    let second: Image
    var seconds = 0.04
    let isCut: Bool
    var testDescription: String { reason }
}

/// Tracks everyone as the same person until its tracks are ended.
private struct AlwaysTheSame: PersonTracking {
    var endedTracks: [Track] = []
    private var person: Track?
    private var nextID = 1

    mutating func tracks(after sightings: [Sighting], at time: Double, width: Int, height: Int) -> [Track] {
        endedTracks = []
        for sighting in sightings where person == nil {
            person = Track(
                id: nextID, box: sighting.face.box, verdict: sighting.verdict, firstSeen: time, lastSeen: time)
            nextID += 1
        }
        return tracks(at: time)
    }

    mutating func tracks(at time: Double) -> [Track] { person.map { [$0] } ?? [] }

    mutating func endAll() {
        endedTracks = tracks(at: 0)
        person = nil
    }
}

@Suite struct CutDetectorTests {
    @Test(arguments: [
        Change(reason: "another place", first: place(1), second: place(2), isCut: true),
        Change(reason: "another place, brighter", first: place(3), second: place(4, offset: 50), isCut: true),
        Change(reason: "nothing happens", first: place(1), second: place(1), isCut: false),
        Change(reason: "a camera that swings", first: place(1), second: place(1, shift: 16), isCut: false),
        Change(reason: "the light goes on", first: place(1, gain: 0.4), second: place(1, gain: 1.2), isCut: false),
        Change(reason: "a lightning", first: place(1), second: place(1, offset: 90), isCut: false),
        Change(reason: "black frames", first: place(1), second: Image(width: 640, height: 360), isCut: false),
        Change(
            reason: "noise in the dark", first: place(1, gain: 0.03), second: place(2, gain: 0.03), isCut: false),
        Change(reason: "frames were dropped for long", first: place(1), second: place(2), seconds: 0.6, isCut: false),
        Change(reason: "a clock that jumps back", first: place(1), second: place(2), seconds: -5, isCut: false),
        Change(reason: "one pixel", first: Image(width: 1, height: 1), second: place(2), isCut: false),
    ])
    private func cutsAreDetected(change: Change) {
        var detector = CutDetector()
        let beginsWithACut = detector.isCut(Frame(image: change.first, time: 10, index: 0))
        #expect(!beginsWithACut, "nothing comes before the first frame")
        let isCut = detector.isCut(Frame(image: change.second, time: 10 + change.seconds, index: 1))
        #expect(isCut == change.isCut)
    }

    /// A camera that shows nothing for a moment still shows the same people.
    @Test(arguments: [(UInt64(1), false), (2, true)])
    func blackFramesAreSkipped(next: UInt64, isCut: Bool) {
        var detector = CutDetector()
        let images = [place(1), Image(width: 640, height: 360), place(next)]
        let cuts = images.enumerated().map { index, image in
            detector.isCut(Frame(image: image, time: Double(index) / 25, index: index))
        }
        #expect(cuts == [false, false, isCut])
    }

    @Test func resolutionDoesNotMatter() {
        var detector = CutDetector()
        let image = place(5)
        _ = detector.isCut(Frame(image: image, time: 0, index: 0))
        let isCut = detector.isCut(Frame(image: image.resized(width: 320, height: 180), time: 0.04, index: 1))
        #expect(!isCut)
    }

    @Test func everyoneLeavesAtACut() {
        var follower = Follower(source: "film", tracker: AlwaysTheSame())
        let sighting = Sighting(
            face: Face(box: Box(x1: 9, y1: 9, x2: 60, y2: 60), score: 0.9),
            verdict: Verdict(probabilities: [.worn: 1], state: .worn))
        let events = [place(1), place(1, shift: 8), place(2), place(2)].enumerated().map { index, image in
            let frame = Frame(image: image, time: Double(index) / 25, index: index)
            return follower.follow(AnalyzedFrame(frame: frame, sightings: [sighting])).events.map {
                "\($0.kind) \($0.person.id)"
            }
        }
        #expect(events == [["appeared 1"], [], ["left 1", "appeared 2"], []])
    }
}
