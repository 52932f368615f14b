/// A number of people by state.
public struct PeopleCount: Hashable, Sendable {
    private var counts: [MaskState?: Int] = [:]

    /// Creates a count of zero people.
    public init() {}

    /// Counts `tracks` by the state of their verdicts.
    public init(_ tracks: [Track]) {
        for track in tracks { add(track.verdict.state) }
    }

    /// The number of people in `state`; `nil` for those without a decision.
    public subscript(state: MaskState?) -> Int { counts[state, default: 0] }

    /// The number of all people.
    public var total: Int { counts.values.reduce(0, +) }

    /// The number of people with a decided state.
    public var judged: Int { total - self[nil] }

    /// Returns the share of those with a decided state who are in one of `states`, 0…1; `nil` if there are none.
    public func share(of states: Set<MaskState>) -> Double? {
        judged > 0 ? Double(states.reduce(0) { $0 + self[$1] }) / Double(judged) : nil
    }

    /// Adds the people of another count.
    public static func += (sum: inout PeopleCount, people: PeopleCount) {
        sum.counts.merge(people.counts, uniquingKeysWith: +)
    }

    /// Adds one person.
    public mutating func add(_ state: MaskState?) { counts[state, default: 0] += 1 }
}
