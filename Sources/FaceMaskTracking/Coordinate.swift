#if canImport(Glibc)
import Glibc
#else
import Foundation
#endif

/// A Kalman filter of one coordinate and its rate, with steps of any length.
///
/// Between sightings the rate fades (an integrated Ornstein-Uhlenbeck process, Bar-Shalom, Li and Kirubarajan,
/// "Estimation with Applications to Tracking and Navigation", 2001, 8.2.2): people who are hidden don't walk on for
/// ever, and two steps make exactly what one of the same length makes, so that frame rates may vary.
struct Coordinate: Hashable, Sendable {
    /// Where it is.
    private(set) var value: Double
    /// Units a second.
    private(set) var rate: Double
    // The covariance of value and rate.
    private(set) var valueVariance: Double
    private var sharedVariance: Double
    private var rateVariance: Double

    /// What is known after one measurement: nothing about the rate but its usual size.
    init(value: Double, deviation: Double, rateDeviation: Double) {
        self.value = value
        rate = 0
        valueVariance = deviation * deviation
        sharedVariance = 0
        rateVariance = rateDeviation * rateDeviation
    }

    /// Moves on by `seconds`. A rate fades by a factor of e in `fading` seconds; without measurements it ends up with a
    /// deviation of `rateDeviation`.
    mutating func advance(seconds: Double, rateDeviation: Double, fading: Double) {
        guard seconds > 0 else { return }
        let kept = exp(-seconds / fading)
        let reach = fading * (1 - kept)
        value += reach * rate
        rate *= kept
        let variance = rateDeviation * rateDeviation
        valueVariance +=
            2 * reach * sharedVariance + reach * reach * rateVariance
            + variance * fading * (2 * (seconds - reach) - reach * reach / fading)
        sharedVariance = kept * (sharedVariance + reach * rateVariance) + variance * reach * reach / fading
        rateVariance = kept * kept * rateVariance + variance * (1 - kept * kept)
    }

    /// Takes a measurement with the given standard deviation.
    mutating func measure(_ measured: Double, deviation: Double) {
        let total = valueVariance + deviation * deviation
        guard total > 0 else { return }
        let valueGain = valueVariance / total
        let rateGain = sharedVariance / total
        let surprise = measured - value
        value += valueGain * surprise
        rate += rateGain * surprise
        rateVariance -= rateGain * sharedVariance
        sharedVariance *= 1 - valueGain
        valueVariance *= 1 - valueGain
    }

    /// The same in units `factor` times as small.
    mutating func scale(by factor: Double) {
        value *= factor
        rate *= factor
        valueVariance *= factor * factor
        sharedVariance *= factor * factor
        rateVariance *= factor * factor
    }

    /// The same from another origin.
    mutating func shift(by distance: Double) { value += distance }
}
