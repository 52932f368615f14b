import Foundation

/// What a detector's scores must become so that a score says how often such a detection is a face: a slope and an offset
/// for its logits (Platt 1999, "Probabilistic outputs for support vector machines"). The order of scores stays.
public struct ScoreCalibration: Hashable, Sendable {
    /// Multiplies the logits; more than 0.
    public var slope: Double
    /// Is added to them.
    public var offset: Double

    /// Newton's method needs fewer than ten steps where it gets anywhere.
    private static let steps = 50
    /// A step that moves less is the last.
    private static let leastStep = 1e-9
    /// Keeps the equations solvable where all logits are alike.
    private static let ridge = 1e-9
    /// Logits of scores of 0 and 1 would be infinite; further ones say no more.
    private static let farthestLogit = 16.0

    /// Creates a calibration; by itself it changes nothing.
    public init(slope: Double = 1, offset: Double = 0) { (self.slope, self.offset) = (slope, offset) }

    /// The most likely one for detections of which it is known whether they are right, by Newton's method on the
    /// logarithm of the likelihood; goals are drawn in a little from 0 and 1 as Platt proposes, so that few detections
    /// give no endless slope.
    ///
    /// - Throws: `EvaluationError` unless there are right ones and wrong ones, and right ones score higher on the whole.
    public init(fitting judged: [SceneAveragePrecision.Judged]) throws(EvaluationError) {
        let subject = "the calibration of scores"
        let (right, wrong) = (judged.count(where: \.isRight), judged.count { !$0.isRight })
        guard right > 0, wrong > 0 else {
            throw EvaluationError(
                .noFaces, subject: subject, reason: "there are \(right) right and \(wrong) wrong detections")
        }
        let goals = (right: (Double(right) + 1) / (Double(right) + 2), wrong: 1 / (Double(wrong) + 2))
        let points = judged.map { (x: Self.logit($0.score), goal: $0.isRight ? goals.right : goals.wrong) }
        var (slope, offset) = (1.0, 0.0)
        for _ in 0..<Self.steps {
            var gradient = (slope: 0.0, offset: 0.0)
            var curvature = (slope: Self.ridge, both: 0.0, offset: Self.ridge)
            for point in points {
                let value = 1 / (1 + exp(-(slope * point.x + offset)))
                let weight = value * (1 - value)
                gradient.slope += (value - point.goal) * point.x
                gradient.offset += value - point.goal
                curvature.slope += weight * point.x * point.x
                curvature.both += weight * point.x
                curvature.offset += weight
            }
            let determinant = curvature.slope * curvature.offset - curvature.both * curvature.both
            let step = (
                slope: (curvature.offset * gradient.slope - curvature.both * gradient.offset) / determinant,
                offset: (curvature.slope * gradient.offset - curvature.both * gradient.slope) / determinant
            )
            (slope, offset) = (slope - step.slope, offset - step.offset)
            if abs(step.slope) + abs(step.offset) < Self.leastStep { break }
        }
        guard slope > 0, slope.isFinite, offset.isFinite else {
            throw EvaluationError(
                .mismatch, subject: subject, reason: "right detections don't score higher than wrong ones")
        }
        (self.slope, self.offset) = (slope, offset)
    }

    /// The calibrated score, 0…1.
    public func probability(ofScore score: Float) -> Float {
        Float(1 / (1 + exp(-(slope * Self.logit(score) + offset))))
    }

    private static func logit(_ score: Float) -> Double {
        let score = Double(score)
        return min(max(log(score / (1 - score)), -farthestLogit), farthestLogit)
    }
}
