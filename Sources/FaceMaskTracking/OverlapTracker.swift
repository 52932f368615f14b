package import FaceMaskCore

/// Tracks people by their motion, the overlap of their boxes and, if sightings have it, their appearance.
///
/// Strong sightings are assigned to people first, and weak ones to the remaining people (ByteTrack: Zhang et al., ECCV
/// 2022). Directions and gaps are judged by sightings, not by predictions (OC-SORT: Cao et al., CVPR 2023). A person who
/// isn't found is remembered for more than two seconds and keeps the identity on return.
///
/// A tracker is a value: each source has its own, which takes the frames in order. A frame with ten people takes well under
/// a millisecond.
package struct OverlapTracker: PersonTracking {
    /// A candidate is confirmed when the sum of the scores exceeds this: after two good sightings or three weak ones, never
    /// after one.
    private static let scoresOfPerson = 1.0
    /// The longest time without a sighting of a candidate, in seconds.
    private static let patienceWithNew = 0.3
    /// The longest time without a sighting of a person, in seconds: two, and a missed detection of a quarter of a second on
    /// either side.
    private static let memory = 2.5
    /// The time for which a person who is missed is still reported, at the predicted position, in seconds.
    private static let secondsShownUnseen = 0.5

    private let minimumScoreToStart: Float
    private var people: [TrackedPerson] = []
    private var time: Double?
    private var frame: (width: Int, height: Int)?
    /// The number of people so far, each counted once.
    private(set) var lastID = 0
    /// The tracks that ended in the last update, in their last reported state: of people not seen for more than two seconds,
    /// or ended by `endAll()`.
    package private(set) var endedTracks: [Track] = []

    /// Creates a tracker without tracks.
    ///
    /// - Parameter minimumScoreToStart: The minimum score of a sighting that starts a track: the score from which most of
    ///   the detector's faces are faces. Weaker sightings only continue tracks.
    package init(minimumScoreToStart: Float = 0.5) { self.minimumScoreToStart = minimumScoreToStart }

    /// Takes the sightings of a frame of `width` × `height` pixels at `time`, in seconds, and returns the people in it, in
    /// ascending order of identity.
    ///
    /// The order of `sightings` doesn't matter; those with an empty box or a score that is not a number are ignored.
    /// Include weak sightings, down to a score of 0.1: they help to track people who are partly hidden. A time that is not
    /// later than the last one counts as the same moment.
    package mutating func tracks(after sightings: [Sighting], at time: Double, width: Int, height: Int) -> [Track] {
        fit(width: width, height: height)
        advance(to: time)
        let moment = self.time ?? 0
        var association = Association(sightings: sightings.filter(\.isUsable).sorted(by: Sighting.precedes))
        associate(&association)
        for (person, sighting) in association.pairs { people[person].update(with: sighting, at: moment) }
        for person in association.people(of: people, where: { _ in true }) { people[person].markMissed() }
        people.removeAll { $0.id == nil && $0.isMissed && $0.unseen > Self.patienceWithNew }
        for sighting in association.rest where sighting.face.score >= minimumScoreToStart {
            people.append(TrackedPerson(sighting, at: moment))
        }
        confirm()
        return present()
    }

    /// Predicts positions at `time` for a frame without detection.
    package mutating func tracks(at time: Double) -> [Track] {
        advance(to: time)
        return present()
    }

    /// Ends all tracks, which are then in `endedTracks`: at a cut, and at the end of the source.
    package mutating func endAll() {
        end { _ in true }
    }

    private func associate(_ association: inout Association) {
        let strong = { (sighting: Sighting) in sighting.isStrong }
        let known = { (person: TrackedPerson) in person.id != nil }
        association.pair(people, where: known, with: strong, by: Likeness.byOverlap)
        // Weak sightings are partly hidden faces or no faces: only people in the last analyzed frame get them.
        association.pair(people, where: { known($0) && !$0.isMissed }, with: { _ in true }, by: Likeness.byOverlap)
        association.pair(
            people, where: known, with: { $0.face.score >= minimumScoreToStart }, by: Likeness.byPath)
        association.pair(people, where: { !known($0) }, with: { _ in true }, by: Likeness.byOverlap)
    }

    private mutating func advance(to time: Double) {
        guard time.isFinite else { return advance(seconds: 0) }
        advance(seconds: self.time.map { max(time - $0, 0) } ?? 0)
        self.time = time
    }

    private mutating func advance(seconds: Double) {
        for index in people.indices { people[index].advance(seconds: seconds) }
        end { $0.unseen > Self.memory }
    }

    private mutating func end(where isOver: (TrackedPerson) -> Bool) {
        endedTracks = []
        for person in people where isOver(person) {
            guard let id = person.id else { continue }
            endedTracks.append(person.track(id: id))
        }
        endedTracks.sort { $0.id < $1.id }
        people.removeAll(where: isOver)
    }

    private mutating func confirm() {
        for index in people.indices where people[index].id == nil && people[index].scores > Self.scoresOfPerson {
            lastID += 1
            people[index].id = lastID
        }
    }

    /// Converts everything to the size of the frame: a stream that changes its resolution shows the same scene.
    private mutating func fit(width: Int, height: Int) {
        defer { frame = (width, height) }
        guard let frame, frame != (width, height), width > 0, height > 0, frame.width > 0, frame.height > 0 else {
            return
        }
        let x = Double(width) / Double(frame.width)
        let y = Double(height) / Double(frame.height)
        for index in people.indices { people[index].scale(x: x, y: y) }
    }

    private func present() -> [Track] {
        people.compactMap { person in
            guard let id = person.id else { return nil }
            if person.sighting != nil { return person.track(id: id) }
            guard !person.isMissed || person.unseen <= Self.secondsShownUnseen else { return nil }
            let track = person.track(id: id)
            return isInside(track.box.center) ? track : nil
        }
        .sorted { $0.id < $1.id }
    }

    private func isInside(_ point: Point) -> Bool {
        guard let frame else { return false }
        return point.x >= 0 && point.y >= 0 && point.x < Float(frame.width) && point.y < Float(frame.height)
    }
}
