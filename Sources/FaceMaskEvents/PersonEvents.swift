public import FaceMaskCore

/// Tells what happens to the people of one source, frame by frame.
///
/// Whoever appears does so once and leaves at most once, with every change of state between the two; events come in the
/// order of time. A value, used in the order of the frames.
public struct PersonEvents: Hashable, Sendable {
    /// Those who appeared and have not left, as they were told of last.
    private var present: [Int: Track] = [:]
    /// Identities rise, so that this one number tells those who have left from those who are new.
    private var lastID = 0
    private var time = -Double.infinity

    /// Nobody has appeared.
    public init() {}

    /// How many people appeared so far.
    public private(set) var peopleCount = 0

    /// Takes who is there at `time`, in seconds, and who `left` with this frame, and says what happened: first about
    /// those who left, then about the others, both by rising identity.
    ///
    /// When the source ends, pass no tracks and those whom the tracker ended. A time that is earlier than the last one,
    /// or not a number, counts as the same moment.
    public mutating func events(after tracks: [Track], left: [Track] = [], at time: Double) -> [PersonEvent] {
        if time > self.time { self.time = time }
        // The highest identity before this frame: who left may have a higher one than others who are new in it.
        let lastID = self.lastID
        var events: [PersonEvent] = []
        var ended: Set<Int> = []
        for person in left.sorted(by: { $0.id < $1.id }) where ended.insert(person.id).inserted {
            guard isKnown(person, lastID) else { continue }
            events += changes(to: person)
            events.append(event(.left, person))
            present[person.id] = nil
        }
        for person in tracks.sorted(by: { $0.id < $1.id }) where !ended.contains(person.id) {
            guard isKnown(person, lastID) else { continue }
            events += changes(to: person)
        }
        return events
    }

    /// Whether the person is there already or new, and not one who has left.
    private func isKnown(_ person: Track, _ lastID: Int) -> Bool { present[person.id] != nil || person.id > lastID }

    /// What is new about a person who is there.
    private mutating func changes(to person: Track) -> [PersonEvent] {
        let before = present.updateValue(person, forKey: person.id)
        guard let before else {
            lastID = max(lastID, person.id)
            peopleCount += 1
            return [event(.appeared, person)]
        }
        guard before.verdict.state != person.verdict.state else { return [] }
        return [event(.stateChanged(from: before.verdict.state, to: person.verdict.state), person)]
    }

    private func event(_ kind: PersonEvent.Kind, _ person: Track) -> PersonEvent {
        PersonEvent(kind: kind, time: time.isFinite ? time : 0, person: person)
    }
}
