package import FaceMaskCore

extension Phrases {
    /// The states that occur, always in the same order: `2 with mask, 1 unsure`.
    package static func states(_ counts: [MaskState?: Int]) -> String {
        let known = MaskState.allCases.compactMap { state in counts[state].map { "\($0) \(state.phrase)" } }
        return (known + (counts[nil].map { ["\($0) unsure"] } ?? [])).joined(separator: ", ")
    }
}
