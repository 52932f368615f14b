import FaceMaskCore

@testable import FaceMaskTracking

/// People on known paths before a camera that misses some, sees others where none are, and trembles.
struct SyntheticScene: Sendable {
    /// The position and size of a face at a time; larger faces are in front.
    typealias Path = @Sendable (Double) -> (x: Double, y: Double, size: Double)

    var name: String
    var paths: [Path]
    var seconds = 8.0
    var framesPerSecond = 25.0
    /// Share of a frame's duration by which times vary.
    var unevenness = 0.0
    var detectEvery = 1
    var missed = 0.1
    var falseAlarms = 0.05
    /// Of the centre and of the sides, in sizes of the face.
    var trembling = 0.04
    /// Nobody is seen between these columns.
    var pillar: ClosedRange<Double>?
    var seed: UInt64 = 1
    var width = 1280
    var height = 720

    /// Tracks everyone, and scores the tracks of visible people.
    func score() -> (score: TrackingScore, count: Int) {
        var generator = SeededGenerator(seed: seed)
        var tracker = OverlapTracker()
        var score = TrackingScore()
        for frame in 0..<Int(seconds * framesPerSecond) {
            let time = (Double(frame) + unevenness * Double.random(in: -0.5...0.5, using: &generator)) / framesPerSecond
            let present = people(at: time)
            let tracks: [Track]
            if frame.isMultiple(of: detectEvery) {
                tracks = tracker.tracks(
                    after: sightings(of: present, &generator), at: time, width: width, height: height)
            } else {
                tracks = tracker.tracks(at: time)
            }
            let visible = present.filter { $0.visible > 0.3 }
            let hidden = present.filter { $0.visible <= 0.3 }
            score.add(
                truth: visible.map { ($0.id, $0.box) },
                tracks: tracks.map { ($0.id, $0.box.edges) }.filter { track in
                    // Tracks of hidden people are neither right nor wrong, as in the MOT challenges.
                    visible.contains { TrackingScore.overlap($0.box, track.1) >= TrackingScore.minimumOverlap }
                        || !hidden.contains { TrackingScore.overlap($0.box, track.1) >= TrackingScore.minimumOverlap }
                })
        }
        return (score, tracker.lastID)
    }

    private typealias Present = (id: Int, box: [Double], visible: Double)

    private func people(at time: Double) -> [Present] {
        let places = paths.map { $0(time) }
        return places.enumerated().compactMap { id, place -> Present? in
            guard place.x > 0, place.x < Double(width), place.y > 0, place.y < Double(height) else { return nil }
            let box = Self.edges(place)
            let covered =
                places.enumerated().filter { $0.offset != id && $0.element.size > place.size }
                .map { Self.share(of: box, coveredBy: Self.edges($0.element)) }.max() ?? 0
            return (id, box, pillar?.contains(place.x) == true ? 0 : 1 - covered)
        }
    }

    private func sightings(of present: [Present], _ generator: inout SeededGenerator) -> [Sighting] {
        var sightings: [Sighting] = []
        for person in present where person.visible > 0.4 {
            guard Double.random(in: 0..<1, using: &generator) >= missed else { continue }
            let side = person.box[2] - person.box[0]
            let box = person.box.map { $0 + side * trembling * Self.normal(&generator) }
            let score = min(max(0.2 + 0.7 * person.visible + 0.08 * Self.normal(&generator), 0.1), 1)
            sightings.append(.of(Box(edges: box), score: Float(score)))
        }
        if Double.random(in: 0..<1, using: &generator) < falseAlarms {
            let x = Double.random(in: 0..<Double(width), using: &generator)
            let y = Double.random(in: 0..<Double(height), using: &generator)
            let score = Float.random(in: 0.2..<0.7, using: &generator)
            sightings.append(.of(Box(edges: Self.edges((x, y, 60))), score: score))
        }
        return sightings
    }

    private static func edges(_ place: (x: Double, y: Double, size: Double)) -> [Double] {
        let half = place.size / 2
        return [place.x - half, place.y - half * 1.2, place.x + half, place.y + half * 1.2]
    }

    private static func share(of box: [Double], coveredBy other: [Double]) -> Double {
        let width = max(min(box[2], other[2]) - max(box[0], other[0]), 0)
        let height = max(min(box[3], other[3]) - max(box[1], other[1]), 0)
        return width * height / ((box[2] - box[0]) * (box[3] - box[1]))
    }

    /// The sum of twelve even numbers is as good as normal.
    private static func normal(_ generator: inout SeededGenerator) -> Double {
        (0..<12).reduce(-6) { sum, _ in sum + Double.random(in: 0..<1, using: &generator) }
    }
}

extension Sighting {
    /// A face whose mask is plain to see.
    static func of(_ box: Box, score: Float = 0.9, worn: Float = 0.95) -> Sighting {
        let verdict = Verdict(
            probabilities: [.worn: worn, .notWorn: 1 - worn], state: worn > 0.5 ? .worn : .notWorn)
        return Sighting(face: Face(box: box, score: score), verdict: verdict)
    }
}

extension Box {
    init(edges: [Double]) {
        self.init(x1: Float(edges[0]), y1: Float(edges[1]), x2: Float(edges[2]), y2: Float(edges[3]))
    }

    var edges: [Double] { [Double(x1), Double(y1), Double(x2), Double(y2)] }
}
