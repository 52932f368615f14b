import Foundation

/// A linear axis with ticks at round numbers.
struct Axis: Hashable, Sendable {
    /// The largest number that can be scaled without overflow; plots leave out larger ones like those that aren't
    /// finite.
    static let largestNumber = 1e150
    /// A range smaller than this share of its largest number is drawn as constant: its ticks would differ only in the
    /// last digits of a Double.
    static let smallestShare = 1e-12
    static let smallestSpan = 1e-150

    private(set) var lower: Double
    private(set) var upper: Double
    private(set) var ticks: [Double] = []
    private var step = 1.0

    /// Returns whether a number can be plotted.
    static func canShow(_ value: Double) -> Bool { abs(value) <= largestNumber }

    /// Creates the axis for `values`, which may contain numbers that aren't finite. A fixed range is kept; otherwise
    /// `grows` determines whether the ends move out to the next ticks. The number of ticks is about `wantedTicks`;
    /// `wholeNumbers` makes all of them integers.
    init(
        covering values: some Sequence<Double>, fixed: ClosedRange<Double>? = nil, wholeNumbers: Bool = false,
        grows: Bool = false, wantedTicks: Int
    ) {
        let shown = values.filter(Self.canShow)
        (lower, upper) = (shown.min() ?? 0, shown.max() ?? 1)
        if let fixed, Self.canShow(fixed.lowerBound), Self.canShow(fixed.upperBound) {
            (lower, upper) = (fixed.lowerBound, fixed.upperBound)
        }
        widenIfConstant(wholeNumbers: wholeNumbers)
        step = Self.roundStep(atLeast: (upper - lower) / Double(max(wantedTicks, 1)))
        if wholeNumbers { step = max(step.rounded(), 1) }
        let movesOut = grows && fixed == nil
        let (first, last) = tickNumbers(movingOut: movesOut)
        if movesOut { (lower, upper) = (min(lower, first * step), max(upper, last * step)) }
        ticks = first <= last ? stride(from: first, through: last, by: 1).map { $0 * step } : []
    }

    /// Returns the first and the last tick as multiples of the step: just inside the range or just outside.
    private func tickNumbers(movingOut: Bool) -> (first: Double, last: Double) {
        // Large enough for 0.3 to count as the third multiple of 0.1, too small to be visible.
        let tolerance = 1e-9
        return movingOut
            ? ((lower / step + tolerance).rounded(.down), (upper / step - tolerance).rounded(.up))
            : ((lower / step - tolerance).rounded(.up), (upper / step + tolerance).rounded(.down))
    }

    /// Expands a range of zero length around its number.
    private mutating func widenIfConstant(wholeNumbers: Bool) {
        let largest = max(abs(lower), abs(upper))
        guard upper - lower <= max(Self.smallestSpan, largest * Self.smallestShare) else { return }
        let reach = wholeNumbers ? max(0.5, largest * 1e-9) : largest > Self.smallestSpan ? largest / 10 : 0.5
        (lower, upper) = (lower - reach, upper + reach)
    }

    /// Returns the smallest of 1, 2 and 5 times a power of ten that isn't below `size`.
    static func roundStep(atLeast size: Double) -> Double {
        let power = pow(10, log10(size).rounded(.down))
        let factor = [1.0, 2, 5].first { $0 * power >= size * (1 - 1e-9) } ?? 10
        return factor * power
    }

    /// Returns the position of `value` between the ends: 0 at the lower, 1 at the upper.
    func share(of value: Double) -> Double { (value - lower) / (upper - lower) }

    /// Returns the axis with padding at both ends, as a share of the range; the ticks are unchanged.
    func padded(by share: Double) -> Axis {
        var result = self
        let room = (upper - lower) * share
        (result.lower, result.upper) = (lower - room, upper + room)
        return result
    }

    /// The labels of the ticks: enough digits to distinguish them, powers of ten where plain digits would be long.
    var labels: [String] {
        let largest = ticks.map(abs).max() ?? 0
        guard largest > 0 else { return ticks.map { _ in "0" } }
        let exponent = Int(log10(largest * (1 + 1e-12)).rounded(.down))
        let stepExponent = Int((log10(step) + 1e-9).rounded(.down))
        // Up to a million and down to a ten-thousandth, plain digits are shorter.
        guard (-4...5).contains(exponent) else {
            let decimals = min(max(exponent - stepExponent, 0), 15)
            return ticks.map { tick in
                abs(tick) < step / 2
                    ? "0" : Self.digits(tick / pow(10, Double(exponent)), decimals) + "×10" + Self.superscript(exponent)
            }
        }
        return ticks.map { Self.digits($0, max(-stepExponent, 0)) }
    }

    /// Returns `value` with a fixed number of decimals and a typographic minus sign.
    static func digits(_ value: Double, _ decimals: Int) -> String {
        let text = String(format: "%.\(decimals)f", value)
        let isZero = text.allSatisfy { "-0.".contains($0) }
        return (isZero ? text.filter { $0 != "-" } : text).replacing("-", with: "\u{2212}")
    }

    private static func superscript(_ number: Int) -> String {
        let raised: [Character: Character] = [
            "-": "⁻", "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸",
            "9": "⁹",
        ]
        return String(String(number).compactMap { raised[$0] })
    }
}
