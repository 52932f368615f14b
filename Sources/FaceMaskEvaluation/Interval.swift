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

    /// Returns the mean of independent runs with Student's t interval; `nil` for fewer than two runs.
    public static func mean(of values: [Double], confidence: Double = 0.95) -> Interval? {
        guard values.count > 1 else { return nil }
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
        let quantile = studentQuantile(confidence: confidence, degreesOfFreedom: values.count - 1)
        let half = quantile * (variance / count).squareRoot()
        return Interval(lower: mean - half, estimate: mean, upper: mean + half)
    }

    /// Returns the t for which `confidence` of Student's distribution is within ± t, by bisection.
    static func studentQuantile(confidence: Double, degreesOfFreedom: Int) -> Double {
        precondition(confidence > 0 && confidence < 1 && degreesOfFreedom > 0)
        var (low, high) = (0.0, 1.0)
        while studentMass(within: high, degreesOfFreedom: degreesOfFreedom) < confidence { high *= 2 }
        // Each step gives one bit, and a Double has 53.
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if studentMass(within: middle, degreesOfFreedom: degreesOfFreedom) < confidence {
                low = middle
            } else {
                high = middle
            }
        }
        return high
    }

    /// Returns the mass of Student's distribution within ± `t` in closed form: Abramowitz and Stegun, 26.7.3 and
    /// 26.7.4.
    private static func studentMass(within t: Double, degreesOfFreedom: Int) -> Double {
        let angle = atan(t / Double(degreesOfFreedom).squareRoot())
        let (sine, cosineSquared) = (sin(angle), cos(angle) * cos(angle))
        let isOdd = !degreesOfFreedom.isMultiple(of: 2)
        var term = isOdd ? cos(angle) : 1
        var sum = degreesOfFreedom == 1 ? 0 : term
        for index in stride(from: isOdd ? 3 : 2, to: degreesOfFreedom, by: 2) {
            term *= cosineSquared * Double(index - 1) / Double(index)
            sum += term
        }
        return isOdd ? 2 / .pi * (angle + sine * sum) : sine * sum
    }
}
