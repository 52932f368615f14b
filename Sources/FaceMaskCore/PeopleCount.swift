/// How many people there are or were, by state.
public struct PeopleCount: Hashable, Sendable {
    private var counts: [MaskState?: Int] = [:]

    /// Nobody.
    public init() {}

    /// Each of `tracks` by the steady state.
    public init(_ tracks: [Track]) {
        for track in tracks { add(track.verdict.state) }
    }

    /// People whose state is `state`; `nil` asks for those of whom nothing could be said.
    public subscript(state: MaskState?) -> Int { counts[state, default: 0] }

    /// Everyone.
    public var total: Int { counts.values.reduce(0, +) }

    /// Everyone of whom something could be said.
    public var judged: Int { total - self[nil] }

    /// The share of those judged who are in one of `states`, 0…1; `nil` when nobody is judged.
    public func share(of states: Set<MaskState>) -> Double? {
        judged > 0 ? Double(states.reduce(0) { $0 + self[$1] }) / Double(judged) : nil
    }

    /// Adds the people of another count.
    public static func += (sum: inout PeopleCount, people: PeopleCount) {
        sum.counts.merge(people.counts, uniquingKeysWith: +)
    }

    /// Counts one person more.
    public mutating func add(_ state: MaskState?) { counts[state, default: 0] += 1 }
}
