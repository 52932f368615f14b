/// The median of repeated measurements, and how far they lie apart.
package struct Quartiles: Codable, Hashable, Sendable {
    package var median: Double
    /// The first quartile.
    package var lower: Double
    /// The third quartile.
    package var upper: Double
    /// The number of measurements.
    package var rounds: Int

    package init(median: Double, lower: Double, upper: Double, rounds: Int) {
        (self.median, self.lower, self.upper, self.rounds) = (median, lower, upper, rounds)
    }
}

extension Quartiles {
    /// Computes the quartiles of `samples`, interpolated linearly between neighbours (type 7 of Hyndman and Fan, "Sample
    /// quantiles in statistical packages", 1996, as in NumPy). `nil` without samples.
    package init?(_ samples: [Double]) {
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

    /// The quartiles of all measurements multiplied by `factor`, which is greater than 0.
    package func scaled(by factor: Double) -> Quartiles {
        Quartiles(median: median * factor, lower: lower * factor, upper: upper * factor, rounds: rounds)
    }
}

/// The arithmetic mean; 0 without numbers.
func mean(_ numbers: [Double]) -> Double { numbers.isEmpty ? 0 : numbers.reduce(0, +) / Double(numbers.count) }

func mean(_ numbers: [Int]) -> Double { mean(numbers.map(Double.init)) }
