/// The number of people in each state.
public struct PeopleCount: Hashable, Sendable {
    private var counts: [MaskState?: Int] = [:]

    /// Creates a count of 0.
    public init() {}

    /// Counts each of `tracks` by the state of its verdict.
    public init(_ tracks: [Track]) {
        for track in tracks { add(track.verdict.state) }
    }

    /// The number of people in `state`; `nil` for those without a decision.
    public subscript(state: MaskState?) -> Int { counts[state, default: 0] }

    /// The number of all people.
    public var total: Int { counts.values.reduce(0, +) }

    /// The number of people with a decision.
    public var judged: Int { total - self[nil] }

    /// Returns the share of people with a decision who are in one of `states`, 0…1; `nil` if there are none with a decision.
    public func share(of states: Set<MaskState>) -> Double? {
        judged > 0 ? Double(states.reduce(0) { $0 + self[$1] }) / Double(judged) : nil
    }

    /// Counts one more person.
    public mutating func add(_ state: MaskState?) { counts[state, default: 0] += 1 }
}
