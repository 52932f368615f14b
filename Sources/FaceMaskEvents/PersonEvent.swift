public import FaceMaskCore

/// Something that happened to a person who is followed.
public struct PersonEvent: Hashable, Sendable {
    /// What happened.
    public enum Kind: Hashable, Sendable {
        /// The person is there for the first time.
        case appeared
        /// The steady verdict is another one; `nil` stands for `unsure`.
        case stateChanged(from: MaskState?, to: MaskState?)
        /// The person went across a line, in a direction: `in` or `out`.
        case crossed(line: String, direction: String)
        /// The person is gone for good: who comes back later is somebody new.
        case left

        /// As written: `appeared`, `state_changed`, `crossed`, `left`.
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
    /// Seconds on the source's clock at which it became known: a person appears some frames after the first sighting,
    /// and has left when nobody was seen for a while. `person` says when the sightings were.
    public var time: Double
    /// The person as known at that time, with identity, box, verdict, first and last sighting.
    public var person: Track
    /// The file of the person's best picture; `nil` unless somebody asked for one.
    public var crop: String?

    /// Creates an event.
    public init(kind: Kind, time: Double, person: Track, crop: String? = nil) {
        self.kind = kind
        self.time = time
        self.person = person
        self.crop = crop
    }
}
