/// The middle of several measurements, and how far they lie apart.
struct Spread: Codable, Hashable, Sendable {
    /// Half of the measurements are not above it.
    var median: Double
    /// A quarter of them is not above it.
    var lower: Double
    /// A quarter of them is not below it.
    var upper: Double
    /// How many there were.
    var rounds: Int
}

extension Spread {
    /// Quartiles lie between measurements in proportion (type 7 of Hyndman and Fan, "Sample quantiles in statistical
    /// packages", 1996, as in NumPy). `nil` without measurements.
    init?(_ samples: [Double]) {
        let sorted = samples.sorted()
        guard let last = sorted.last else { return nil }
        func quantile(_ share: Double) -> Double {
            let position = share * Double(sorted.count - 1)
            let index = Int(position)
            guard index + 1 < sorted.count else { return last }
            return sorted[index] + (position - Double(index)) * (sorted[index + 1] - sorted[index])
        }
        (lower, median, upper) = (quantile(0.25), quantile(0.5), quantile(0.75))
        rounds = sorted.count
    }

    /// All three times `factor`, which is more than 0.
    func scaled(by factor: Double) -> Spread {
        var spread = self
        (spread.median, spread.lower, spread.upper) = (median * factor, lower * factor, upper * factor)
        return spread
    }
}
