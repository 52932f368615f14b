public import FaceMaskCore

/// Follows people by how they move, how boxes overlap and, where sightings tell, how people look.
///
/// Strong sightings are given to people first and weak ones to whoever is left (ByteTrack: Zhang et al., ECCV 2022);
/// direction and gaps are judged by what was seen, not by what was guessed (OC-SORT: Cao et al., CVPR 2023). Whoever is
/// not found is remembered for over two seconds and keeps the identity on coming back.
///
/// A value: one for each source, used in the order of the frames. A frame of ten people costs well under a millisecond.
public struct OverlapTracker: PersonTracking {
    /// Somebody is a person when the scores add up to more: two good sightings, three weak ones, never one.
    private static let scoresOfPerson = 1.0
    /// Seconds that a candidate may go unseen.
    private static let patienceWithNew = 0.3
    /// Seconds that somebody may go unseen and still come back as the same person: two, and one missed detection of a
    /// quarter of a second on either side.
    private static let memory = 2.5
    /// Seconds for which somebody whom detection misses is still told of, at the predicted place.
    private static let secondsShownUnseen = 0.5

    private let leastScoreOfNew: Float
    private var people: [Person] = []
    private var time: Double?
    private var frame: (width: Int, height: Int)?
    private var lastID = 0
    private var gone = PeopleCount()
    /// Those who ended with the last step, as they were told of last: not seen for over two seconds, or cut off.
    public private(set) var endedTracks: [Track] = []

    /// A tracker that has seen nothing. Sightings below `leastScoreOfNew` continue people but start none: the score from
    /// which on the detector's faces are faces rather than not.
    public init(leastScoreOfNew: Float = 0.5) { self.leastScoreOfNew = leastScoreOfNew }

    /// Everyone so far, each once, by the state they ended up in or have now.
    public var count: PeopleCount {
        var count = gone
        for person in people where person.id != nil { count.add(person.steady.verdict.state) }
        return count
    }

    /// Takes what was seen in a frame of `width` × `height` pixels, `time` in seconds, and says who is there, by rising
    /// identity.
    ///
    /// The order of `sightings` doesn't matter; those with an empty box or a score that is not a number are left out.
    /// Pass weak ones too, down to a score of 0.1: they keep half-hidden people. A time that is not later than the last
    /// one counts as the same moment.
    public mutating func tracks(after sightings: [Sighting], at time: Double, width: Int, height: Int) -> [Track] {
        fit(width: width, height: height)
        advance(to: time)
        let moment = self.time ?? 0
        var association = Association(sightings: sightings.filter(\.isUsable).sorted(by: Sighting.precedes))
        associate(&association)
        for (person, sighting) in association.pairs { people[person].see(sighting, at: moment) }
        for person in association.people(of: people, where: { _ in true }) { people[person].miss() }
        people.removeAll { $0.id == nil && $0.isMissed && $0.unseen > Self.patienceWithNew }
        for sighting in association.rest where sighting.face.score >= leastScoreOfNew {
            people.append(Person(sighting, at: moment))
        }
        confirm()
        return present()
    }

    /// Says where everybody is at `time` in a frame that nobody looked for faces in.
    public mutating func tracks(at time: Double) -> [Track] {
        advance(to: time)
        return present()
    }

    /// Ends everybody, who are then in `left`: at a camera's cut, and when the source ends.
    public mutating func endAll() {
        end { _ in true }
    }

    private func associate(_ association: inout Association) {
        let strong = { (sighting: Sighting) in sighting.isStrong }
        let known = { (person: Person) in person.id != nil }
        association.pair(people, where: known, with: strong, by: Likeness.byOverlap)
        // Weak sightings are half-hidden faces or none: only people seen just now get them.
        association.pair(people, where: { known($0) && !$0.isMissed }, with: { _ in true }, by: Likeness.byOverlap)
        association.pair(
            people, where: known, with: { $0.face.score >= leastScoreOfNew }, by: Likeness.byPath)
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

    private mutating func end(where isOver: (Person) -> Bool) {
        endedTracks = []
        for person in people where isOver(person) {
            guard let id = person.id else { continue }
            endedTracks.append(person.track(id: id))
            gone.add(person.steady.verdict.state)
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

    /// A stream that changes its resolution shows the same scene.
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
