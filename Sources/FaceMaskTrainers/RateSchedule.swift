internal import Foundation

/// The course of a learning rate: it rises evenly, then falls along half a cosine (Loshchilov and Hutter 2017, "SGDR:
/// Stochastic Gradient Descent with Warm Restarts", arXiv:1608.03983, without restarts).
struct RateSchedule: Hashable, Sendable {
    /// The number of steps.
    var steps: Int
    /// The number of steps in which it rises; it may be fractional.
    var rising: Double
    /// The share of the full rate at the end.
    var floor = 0.0

    /// Returns the share of the full rate at a step, counted from 0.
    func share(at step: Int) -> Double {
        let done = Double(step) + 1
        if done <= rising { return done / rising }
        let falling = 0.5 * (1 + cos(.pi * (done - rising) / max(Double(steps) - rising, 1)))
        return floor + (1 - floor) * falling
    }
}
