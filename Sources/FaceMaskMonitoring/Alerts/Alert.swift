internal import FaceMaskFormats
public import FaceMaskCore

/// That a rule's condition has held for its time.
public struct Alert: Hashable, Sendable {
    /// The name of the source.
    public var source: String
    /// What it is about.
    public var rule: AlertRule
    /// Seconds, on the source's clock, when it was raised.
    public var time: Double
    /// For how many seconds the condition held by then.
    public var lasted: Double
    /// Everyone there, in the rule's zone, by state.
    public var people: PeopleCount
    /// The identities of those whom the rule counts, rising.
    public var tracks: [Int]

    /// How many the rule counts.
    public var count: Int { rule.condition.count(in: people) }
    /// What share of those judged the rule counts, 0…1; `nil` when nobody is judged.
    public var share: Double? { people.share(of: rule.condition.states) }

    /// One sentence for the terminal.
    public var description: String {
        let place = rule.zone.map { " in \(printable($0))" } ?? ""
        let counted = count == 1 ? "1 person" : "\(count) people"
        return "\(printable(source)): \(printable(rule.name)): \(counted) of \(people.total)\(place)"
    }

    /// One line of JSON without a line break, keys in alphabetical order; docs/output.md describes them.
    public func json() throws -> String { try Record(self).json() }

    private struct Record: Encodable {
        var alert: String
        var condition: String
        var source: String
        var zone: String?
        var time: RoundedNumber
        var lasted: RoundedNumber
        var count: Int
        var share: RoundedNumber?
        var people: [String: Int]
        var tracks: [Int]

        init(_ alert: Alert) {
            self.alert = alert.rule.name
            condition = "\(alert.rule.condition)"
            source = alert.source
            zone = alert.rule.zone
            time = .seconds(alert.time)
            lasted = .seconds(alert.lasted)
            count = alert.count
            share = alert.share.map { .share($0) }
            let states: [MaskState?] = MaskState.allCases + [nil]
            people = Dictionary(
                uniqueKeysWithValues: states.map { (Verdict(probabilities: [:], state: $0).label, alert.people[$0]) })
            tracks = alert.tracks
        }
    }
}

extension Alert: CustomStringConvertible {}
