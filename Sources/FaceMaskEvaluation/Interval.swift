import Foundation

/// A confidence interval and its estimate.
public struct Interval: Codable, Hashable, Sendable {
    /// The lower bound, at most the estimate.
    public var lower: Double
    /// The measured value.
    public var estimate: Double
    /// The upper bound, at least the estimate.
    public var upper: Double

    /// Creates an interval.
    public init(lower: Double, estimate: Double, upper: Double) {
        self.lower = lower
        self.estimate = estimate
        self.upper = upper
    }

    /// The 97.5th percentile of the normal distribution: 95 % are within ± this value.
    public static let normal95 = 1.959_963_984_540_054

    /// Returns the score interval of a proportion (Wilson, "Probable inference, the law of succession, and statistical
    /// inference", 1927). It is within 0…1; without trials it is 0…1 with the estimate 0.
    public static func wilson(successes: Int, of trials: Int, z: Double = normal95) -> Interval {
        precondition((0...max(trials, 0)).contains(successes), "successes are some of the trials")
        guard trials > 0 else { return Interval(lower: 0, estimate: 0, upper: 1) }
        let (count, proportion) = (Double(trials), Double(successes) / Double(trials))
        let shrink = 1 + z * z / count
        let center = (proportion + z * z / (2 * count)) / shrink
        let spread = proportion * (1 - proportion) / count + z * z / (4 * count * count)
        let half = z / shrink * spread.squareRoot()
        // Rounding must not move the estimate out of its interval.
        return Interval(
            lower: max(0, min(center - half, proportion)), estimate: proportion,
            upper: min(1, max(center + half, proportion)))
    }
}
