package import FaceMaskCore

/// Who is in view of each source right now, by state. A value that takes the events of all sources, each source's in their
/// order; it may miss some, since every frame says who is there.
package struct PeopleInView: Hashable, Sendable {
    /// The states of the people by their identities, for each source.
    private var states: [SourceID: [Int: MaskState?]] = [:]

    /// Creates a view without sources.
    package init() {}

    /// Takes the next event.
    package mutating func receive(_ event: WatchEvent) {
        switch event.body {
        case .frame(let frame):
            states[event.source] = Dictionary(frame.tracks.map { ($0.id, $0.verdict.state) }) { _, last in last }
        case .person(let person):
            // At the end of a source no frame says that everybody has left.
            if person.kind == .left { states[event.source]?.removeValue(forKey: person.person.id) }
        case .source(let status):
            // Nobody knows who is in front of a camera that sends nothing.
            if status.kind == .lost { states[event.source] = [:] }
        case .alert, .failure: break
        }
    }

    /// The people in view of a source; none if nothing is known of it.
    package subscript(source: SourceID) -> PeopleCount { Self.count(states[source] ?? [:]) }

    /// The people in view of all sources together.
    package var total: PeopleCount { states.values.reduce(into: PeopleCount()) { $0 += Self.count($1) } }

    private static func count(_ people: [Int: MaskState?]) -> PeopleCount {
        people.values.reduce(into: PeopleCount()) { $0.add($1) }
    }
}
