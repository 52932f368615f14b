package import FaceMaskCore

extension Phrases {
    /// The states that occur, always in the same order: `2 with mask, 1 unsure`.
    package static func states(_ counts: [MaskState?: Int]) -> String {
        let states = MaskState.allCases.map { Optional($0) } + [nil]
        return states.compactMap { state in counts[state].map { "\($0) \(StateAppearance(of: state).phrase)" } }
            .joined(separator: ", ")
    }
}
