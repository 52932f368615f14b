public import FaceMaskCore

/// Something that happened to a tracked person.
public struct PersonEvent: Hashable, Sendable {
    /// What happened.
    public enum Kind: Hashable, Sendable {
        /// The person is there for the first time.
        case appeared
        /// The steady verdict has changed; `nil` stands for `unsure`.
        case stateChanged(from: MaskState?, to: MaskState?)
        /// The person crossed a line in a direction, `in` or `out`.
        case crossed(line: String, direction: String)
        /// The person has left. Somebody who comes back later is a new person.
        case left

        /// The name in results: `appeared`, `state_changed`, `crossed`, `left`.
        public var label: String {
            switch self {
            case .appeared: "appeared"
            case .stateChanged: "state_changed"
            case .crossed: "crossed"
            case .left: "left"
            }
        }
    }

    /// What happened.
    public var kind: Kind
    /// When it became known, in seconds on the source's clock: a person appears some frames after the first sighting, and has
    /// left after some time without one. `person` has the times of the sightings.
    public var time: Double
    /// The person as known at that time, with identity, box, verdict, first and last sighting.
    public var person: Track
    /// The path of the person's best picture; `nil` unless one was written.
    public var crop: String?

    /// Creates an event.
    public init(kind: Kind, time: Double, person: Track, crop: String? = nil) {
        self.kind = kind
        self.time = time
        self.person = person
        self.crop = crop
    }
}
