public import FaceMaskCore

/// That a rule's condition has held for its time.
public struct Alert: Hashable, Sendable {
    /// The name of the source.
    public var source: String
    /// The rule that raised it.
    public var rule: Rule
    /// Seconds, on the source's clock, when it was raised.
    public var time: Double
    /// For how many seconds the condition had held by then.
    public var lasted: Double
    /// Everyone in the rule's zone, by state.
    public var people: PeopleCount
    /// The identities of those whom the rule counts, rising.
    public var tracks: [Int]

    /// What an alert says of its rule.
    public struct Rule: Hashable, Sendable {
        /// What messages call it.
        public var name: String
        /// As it is written: `without>=1`.
        public var condition: String
        /// The zone in which people are counted; `nil` for the whole picture.
        public var zone: String?
        /// Its place among the rules of its source, from 0: names need not be unique.
        public var index: Int

        /// Creates a rule's description.
        public init(name: String, condition: String, zone: String? = nil, index: Int = 0) {
            (self.name, self.condition, self.zone, self.index) = (name, condition, zone, index)
        }
    }

    /// Creates an alert.
    public init(source: String, rule: Rule, time: Double, lasted: Double, people: PeopleCount, tracks: [Int]) {
        (self.source, self.rule) = (source, rule)
        (self.time, self.lasted) = (time, lasted)
        (self.people, self.tracks) = (people, tracks)
    }

    /// How many people the rule counts.
    public var count: Int { tracks.count }
    /// The share of those judged whom the rule counts, 0…1; `nil` when nobody is judged.
    public var share: Double? { people.judged > 0 ? Double(count) / Double(people.judged) : nil }
}

extension Alert: CustomStringConvertible {
    /// One sentence for the terminal.
    public var description: String {
        let place = rule.zone.map { " in \(printable($0))" } ?? ""
        let counted = count == 1 ? "1 person" : "\(count) people"
        return "\(printable(source)): \(printable(rule.name)): \(counted) of \(people.total)\(place)"
    }
}
