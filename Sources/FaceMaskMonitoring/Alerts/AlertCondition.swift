public import FaceMaskCore

/// The number or share of people in certain states that raises an alert: `without>=1`, `without+incorrect>=30%`.
public struct AlertCondition: Hashable, Sendable, CustomStringConvertible {
    /// The threshold of a condition.
    public enum Limit: Hashable, Sendable {
        /// A number of people, at least 1.
        case people(Int)
        /// A share, above 0 and up to 1, of the people with a decided state.
        case share(Double)
    }

    /// The states that count.
    public let states: Set<MaskState>
    /// The threshold from which on the condition is met.
    public let limit: Limit

    /// Creates a condition.
    public init(states: Set<MaskState>, limit: Limit) {
        self.states = states
        self.limit = limit
    }

    /// Reads `STATES>=LIMIT`: states are `with`, `without`, `incorrect` or labels of datasets, joined by `+`; a limit is
    /// a whole number of people or a percentage. Spaces are ignored.
    public init(parsing text: String) throws(MonitoringError) {
        func fault(_ reason: String) -> MonitoringError { MonitoringError(.faultyAlert, text, reason) }
        let dense = text.filter { !$0.isWhitespace }.replacing("≥", with: ">=")
        guard let sign = dense.firstRange(of: ">=") else {
            throw fault("its condition has no '>='; write one such as 'without>=1' or 'without+incorrect>=30%'")
        }
        var states: Set<MaskState> = []
        for word in dense[..<sign.lowerBound].split(separator: "+", omittingEmptySubsequences: false) {
            guard
                let state = Self.words.first(where: { $0.word == word.lowercased() })?.state
                    ?? MaskState(label: String(word))
            else { throw fault("'\(word)' is not a state; write 'without', 'incorrect' or 'with', joined by '+'") }
            states.insert(state)
        }
        guard let limit = Self.limit(String(dense[sign.upperBound...])) else {
            throw fault(
                "'\(dense[sign.upperBound...])' is no limit; write a number of people from 1 on, or a share from 0.1% to 100%"
            )
        }
        self.init(states: states, limit: limit)
    }

    /// The condition in the form that `init(parsing:)` reads.
    public var description: String {
        let names = Self.words.filter { states.contains($0.state) }.map(\.word).joined(separator: "+")
        return switch limit {
        case .people(let count): "\(names)>=\(count)"
        case .share(let share): "\(names)>=\(Self.percent(share))%"
        }
    }

    /// Returns whether `people` meet the condition. A share is never met where nobody has a decided state.
    public func isMet(by people: PeopleCount) -> Bool {
        switch limit {
        case .people(let least): states.reduce(0) { $0 + people[$1] } >= least
        case .share(let least): people.share(of: states).map { $0 >= least } ?? false
        }
    }

    private static let words: [(word: String, state: MaskState)] = [
        ("without", .notWorn), ("incorrect", .wornIncorrectly), ("with", .worn),
    ]

    /// The finest percentage: a thousandth, so that a share and its text are each other's inverse.
    private static let steps = 1000.0

    private static func limit(_ text: String) -> Limit? {
        guard text.hasSuffix("%") else { return Int(text).flatMap { $0 >= 1 ? .people($0) : nil } }
        guard text.wholeMatch(of: /[0-9]+(\.[0-9]+)?%/) != nil, let percent = Double(text.dropLast()) else {
            return nil
        }
        let share = (percent * steps / 100).rounded() / steps
        return share > 0 && share <= 1 ? .share(share) : nil
    }

    private static func percent(_ share: Double) -> String { shortest((share * steps).rounded() / (steps / 100)) }
}

/// A number without `.0`.
func shortest(_ value: Double) -> String { Int(exactly: value).map(String.init) ?? "\(value)" }
