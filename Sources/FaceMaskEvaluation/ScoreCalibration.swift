import Foundation

/// A calibration of a detector's scores to the probability that a detection is a face: a slope and an offset for the
/// logits (Platt 1999, "Probabilistic outputs for support vector machines"). It keeps the order of scores.
public struct ScoreCalibration: Hashable, Sendable {
    /// The factor for the logits, more than 0.
    public var slope: Double
    /// The number that is added to the products.
    public var offset: Double

    /// The maximum number of Newton steps; fewer than ten are needed if it converges.
    private static let steps = 50
    /// The step size at which the iteration ends.
    private static let minimumStep = 1e-9
    /// Keeps the equations solvable when all logits are equal.
    private static let ridge = 1e-9
    /// The limit of the logits: those of scores of 0 and 1 would be infinite.
    private static let largestLogit = 16.0

    /// Creates a calibration, by default one that changes nothing.
    public init(slope: Double = 1, offset: Double = 0) { (self.slope, self.offset) = (slope, offset) }

    /// Fits the calibration with the maximum likelihood for matched detections by Newton's method. The targets are
    /// slightly inside 0…1, as Platt proposes, so that few detections don't give an infinite slope.
    ///
    /// - Throws: `EvaluationError` unless there are right and wrong detections, and right ones have higher scores in
    ///   general.
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
            if abs(step.slope) + abs(step.offset) < Self.minimumStep { break }
        }
        guard slope > 0, slope.isFinite, offset.isFinite else {
            throw EvaluationError(
                .mismatch, subject: subject, reason: "right detections don't score higher than wrong ones")
        }
        (self.slope, self.offset) = (slope, offset)
    }

    /// Returns the calibrated score, 0…1.
    func probability(ofScore score: Float) -> Float {
        Float(1 / (1 + exp(-(slope * Self.logit(score) + offset))))
    }

    private static func logit(_ score: Float) -> Double {
        let score = Double(score)
        return min(max(log(score / (1 - score)), -largestLogit), largestLogit)
    }
}
