public import FaceMaskCore

/// How many people there were, by the state that each ended up in.
public struct PeopleCount: Hashable, Sendable {
    private var counts: [MaskState?: Int] = [:]

    /// Nobody.
    public init() {}

    /// People whose state is `state`; `nil` asks for those of whom nothing could be said.
    public subscript(state: MaskState?) -> Int { counts[state, default: 0] }

    /// Everyone.
    public var total: Int { counts.values.reduce(0, +) }

    /// Counts one person more.
    public mutating func add(_ state: MaskState?) { counts[state, default: 0] += 1 }
}
