public import FaceMaskCore
#if canImport(Glibc)
import Glibc
#else
import Foundation
#endif

/// What all verdicts on one person together say, so that a label doesn't flicker.
///
/// Logarithms of calibrated probabilities add up, each for the time it stands for: frames of one moment show the same
/// thing, so that 25 frames a second weigh what five weigh. Old evidence is forgotten. The state changes only when the
/// probabilities are well on another side than they were.
public struct SteadyVerdict: Hashable, Sendable {
    /// Seconds in which evidence fades by a factor of e: who takes the mask off is believed after about as long.
    private static let memory = 2.0
    /// Seconds after which a frame counts as another look. The pose of a walking person's head changes in about as long;
    /// together with `memory` no more than four looks ever count.
    private static let secondsBetweenLooks = 0.5
    /// Looks before the first decision: a first frame and a quarter of a second, or two frames further apart.
    private static let minimumLooks = 1.35
    /// A state is taken above this probability, and given up below the rest to 1.
    private static let decisiveProbability = 0.8
    /// The least probability that one frame may give a state. A calibrated model is wrong on one face in twenty however
    /// sure it is: faces from elsewhere (docs/model-card.md).
    private static let leastProbability = 0.05

    /// Summed logarithms of probabilities.
    private var evidence: [MaskState: Double] = [:]
    /// How many looks the evidence comes from, the old ones faded.
    private var looks = 0.0
    private var lastLook: Double?
    private var state: MaskState?

    /// Nothing seen yet.
    public init() {}

    /// What is known now; probabilities are even while nothing counted.
    public var verdict: Verdict {
        Verdict(probabilities: probabilities.mapValues { Float($0) }, state: state)
    }

    /// Takes what the classifier says of the person at `time`, in seconds.
    ///
    /// A verdict that is unsure, since the face is too small or the probabilities too even, tells nothing about the
    /// person and changes nothing.
    public mutating func add(_ verdict: Verdict, at time: Double) {
        for state in verdict.probabilities.keys where evidence[state] == nil { evidence[state] = 0 }
        guard verdict.state != nil, time.isFinite else { return }
        let kept = lastLook.map { exp(-max(time - $0, 0) / Self.memory) } ?? 0
        // What a steady stream of such frames since the last look would have added, and at most one look.
        let weight = min(Self.memory / Self.secondsBetweenLooks * (1 - kept), 1)
        let frame = Self.bounded(verdict.probabilities)
        for (state, sum) in evidence {
            evidence[state] = kept * sum + weight * log(frame[state] ?? Self.leastProbability)
        }
        looks = kept * looks + weight
        lastLook = time
        decide()
    }

    private mutating func decide() {
        let probabilities = probabilities
        // Equal probabilities are never decisive, so the order of states doesn't matter.
        guard let (likeliest, probability) = probabilities.max(by: { $0.value < $1.value }) else { return }
        if let state, probabilities[state, default: 0] < 1 - Self.decisiveProbability { self.state = nil }
        if probability >= Self.decisiveProbability, looks >= Self.minimumLooks { state = likeliest }
    }

    /// Softmax of the evidence.
    private var probabilities: [MaskState: Double] {
        let largest = evidence.values.max() ?? 0
        let weights = evidence.mapValues { exp($0 - largest) }
        // In one order, so that equal evidence gives equal bits.
        let sum = MaskState.allCases.reduce(0) { $0 + (weights[$1] ?? 0) }
        return weights.mapValues { $0 / sum }
    }

    /// Probabilities mixed with an even guess, so that none is below the least; what is not a number counts as 0.
    private static func bounded(_ probabilities: [MaskState: Float]) -> [MaskState: Double] {
        let kept = 1 - leastProbability * Double(probabilities.count)
        return probabilities.mapValues { leastProbability + kept * Double($0.isNaN ? 0 : min(max($0, 0), 1)) }
    }
}
