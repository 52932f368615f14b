public import FaceMaskCore

/// Derives events from the people of one source, frame by frame.
///
/// Each person appears once and leaves at most once, with every change of state in between. Events are in the order of time.
/// A value that takes the frames in order.
public struct PersonEvents: Hashable, Sendable {
    /// The people who have appeared and not left, as last reported.
    private var present: [Int: Track] = [:]
    /// Identities ascend, so that this number distinguishes people who have left from new ones.
    private var lastID = 0
    private var time = -Double.infinity

    /// Creates a source without people.
    public init() {}

    /// The number of people who have appeared so far.
    public private(set) var peopleCount = 0

    /// Takes the people in the frame at `time`, in seconds, and those who `left` with it. Returns the events: first of those who
    /// left, then of the others, both in ascending order of identity.
    ///
    /// When the source ends, pass no tracks and those that the tracker ended. A time that is earlier than the last one, or
    /// not a number, counts as the same moment.
    public mutating func events(after tracks: [Track], left: [Track] = [], at time: Double) -> [PersonEvent] {
        if time > self.time { self.time = time }
        // The highest identity before this frame: a person who left may have a higher one than others who are new in it.
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

    /// Returns whether the person is present or new, rather than one who has left.
    private func isKnown(_ person: Track, _ lastID: Int) -> Bool { present[person.id] != nil || person.id > lastID }

    /// Returns the events of a person in the frame.
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
