package import FaceMaskCore
#if canImport(Glibc)
import Glibc
#else
import Foundation
#endif

/// A verdict on one person from all verdicts so far, which keeps the label from flickering.
///
/// It sums the logarithms of calibrated probabilities, weighted by the time since the last one: consecutive frames show
/// nearly the same, so that 25 frames per second weigh as much as five. Old evidence fades. The state changes only when the
/// probabilities clearly favour another one.
package struct SteadyVerdict: Hashable, Sendable {
    /// The seconds in which evidence fades by a factor of e: after about this time a mask that was taken off is noticed.
    private static let memory = 2.0
    /// The seconds after which a frame counts as an independent observation: in about this time the pose of a walking
    /// person's head changes. With `memory`, the evidence never has the weight of more than four observations.
    private static let secondsBetweenObservations = 0.5
    /// The number of observations before the first decision: a first frame and a quarter of a second, or two frames further
    /// apart.
    private static let minimumObservations = 1.35
    /// The probability above which a state is decided; it is given up below 1 minus this.
    private static let decisiveProbability = 0.8
    /// The minimum probability of a state in one frame. On faces from unfamiliar sources even a calibrated model is wrong
    /// about one in twenty, however certain it is (docs/model-card.md).
    private static let minimumProbability = 0.05

    /// The weighted sums of logarithms of probabilities.
    private var evidence: [MaskState: Double] = [:]
    /// The number of observations behind the evidence; old ones fade.
    private var observations = 0.0
    private var lastTime: Double?
    private var state: MaskState?

    /// Creates a verdict without evidence.
    package init() {}

    /// The current verdict. Probabilities are equal while there is no evidence.
    package var verdict: Verdict {
        Verdict(probabilities: probabilities.mapValues { Float($0) }, state: state)
    }

    /// Adds the classifier's verdict on the person at `time`, in seconds.
    ///
    /// A verdict without a state, because the face is too small or no probability is high enough, has no effect.
    package mutating func add(_ verdict: Verdict, at time: Double) {
        for state in verdict.probabilities.keys where evidence[state] == nil { evidence[state] = 0 }
        guard verdict.state != nil, time.isFinite else { return }
        let kept = lastTime.map { exp(-max(time - $0, 0) / Self.memory) } ?? 0
        // The weight of continuous frames since the last one, at most that of one observation.
        let weight = min(Self.memory / Self.secondsBetweenObservations * (1 - kept), 1)
        let frame = Self.bounded(verdict.probabilities)
        for (state, sum) in evidence {
            evidence[state] = kept * sum + weight * log(frame[state] ?? Self.minimumProbability)
        }
        observations = kept * observations + weight
        lastTime = time
        decide()
    }

    private mutating func decide() {
        let probabilities = probabilities
        // Equal probabilities are never decisive, so that the order of states doesn't matter.
        guard let (likeliest, probability) = probabilities.max(by: { $0.value < $1.value }) else { return }
        if let state, probabilities[state, default: 0] < 1 - Self.decisiveProbability { self.state = nil }
        if probability >= Self.decisiveProbability, observations >= Self.minimumObservations { state = likeliest }
    }

    /// The softmax of the evidence.
    private var probabilities: [MaskState: Double] {
        let largest = evidence.values.max() ?? 0
        let weights = evidence.mapValues { exp($0 - largest) }
        // In a fixed order, so that equal evidence gives equal bits.
        let sum = MaskState.allCases.reduce(0) { $0 + (weights[$1] ?? 0) }
        return weights.mapValues { $0 / sum }
    }

    /// Mixes probabilities with equal ones, so that none is below the least. A value that is not a number counts as 0.
    private static func bounded(_ probabilities: [MaskState: Float]) -> [MaskState: Double] {
        let kept = 1 - minimumProbability * Double(probabilities.count)
        return probabilities.mapValues { minimumProbability + kept * Double($0.isNaN ? 0 : min(max($0, 0), 1)) }
    }
}
