import FaceMaskCore
import FaceMaskFormats

extension Phrases {
    /// `3 people: 2 with mask, 1 unsure`.
    static func people(_ count: PeopleCount) -> String {
        let states: [MaskState?] = MaskState.allCases + [nil]
        let words = self.states(
            Dictionary(uniqueKeysWithValues: states.filter { count[$0] > 0 }.map { ($0, count[$0]) }))
        return "\(self.count(count.total, "person", "people"))\(words.isEmpty ? "" : ": \(words)")"
    }
}
