#if canImport(Glibc)
import Glibc
#else
import Foundation
#endif

/// A Kalman filter of one coordinate and its rate, with steps of any length.
///
/// Between sightings the rate fades (an integrated Ornstein-Uhlenbeck process, Bar-Shalom, Li and Kirubarajan,
/// "Estimation with Applications to Tracking and Navigation", 2001, 8.2.2): people who are hidden don't keep walking for
/// ever. Two steps have exactly the effect of one step of their total length, so that frame rates may vary.
struct Coordinate: Hashable, Sendable {
    /// The coordinate's value.
    private(set) var value: Double
    /// The rate, in units per second.
    private(set) var rate: Double
    // The covariance of value and rate.
    private(set) var valueVariance: Double
    private var sharedVariance: Double
    private var rateVariance: Double

    /// Creates the filter after one measurement, which says nothing about the rate but its usual magnitude.
    init(value: Double, deviation: Double, rateDeviation: Double) {
        self.value = value
        rate = 0
        valueVariance = deviation * deviation
        sharedVariance = 0
        rateVariance = rateDeviation * rateDeviation
    }

    /// Advances by `seconds`. The rate fades by a factor of e in `fading` seconds; without measurements its deviation
    /// approaches `rateDeviation`.
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

    /// Updates the filter with a measurement that has the given standard deviation.
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

    /// Converts to units that are smaller by `factor`.
    mutating func scale(by factor: Double) {
        value *= factor
        rate *= factor
        valueVariance *= factor * factor
        sharedVariance *= factor * factor
        rateVariance *= factor * factor
    }

    /// Moves the value by `distance`.
    mutating func shift(by distance: Double) { value += distance }
}
