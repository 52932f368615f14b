import FaceMaskCore
import Foundation
import Testing

@testable import FaceMaskEvaluation

struct ScoreCalibrationTests {
    /// Creates detections at each score, of which a known calibration determines the share of right ones.
    private static func judged(slope: Double, offset: Double) -> [SceneAveragePrecision.Judged] {
        stride(from: -4.0, through: 4, by: 0.5).flatMap { logit -> [SceneAveragePrecision.Judged] in
            let score = Float(1 / (1 + exp(-logit)))
            let right = Int((2000 / (1 + exp(-(slope * logit + offset)))).rounded())
            return (0..<2000).map { SceneAveragePrecision.Judged(score: score, isRight: $0 < right) }
        }
    }

    @Test(arguments: [
        (1.0, 0.0, "scores that are right already"), (2.5, -1.0, "scores that are too cautious"),
        (0.4, 0.7, "scores that are too sure"),
    ])
    func recoversKnownDistortions(slope: Double, offset: Double, reason: String) throws {
        let found = try ScoreCalibration(fitting: Self.judged(slope: slope, offset: offset))
        #expect(abs(found.slope - slope) < 0.02, Comment(rawValue: reason))
        #expect(abs(found.offset - offset) < 0.02, Comment(rawValue: reason))
        let half = Float(1 / (1 + exp(offset / slope)))
        #expect(abs(found.probability(ofScore: half) - 0.5) < 0.01)
    }

    @Test func preservesOrderAndFiniteEnds() throws {
        let calibration = try ScoreCalibration(fitting: Self.judged(slope: 1.7, offset: 0.3))
        let scores: [Float] = [0, 1e-9, 0.1, 0.5, 0.9, 0.999, 1]
        let probabilities = scores.map(calibration.probability(ofScore:))
        #expect(probabilities == probabilities.sorted() && probabilities.allSatisfy { (0...1).contains($0) })
    }

    @Test(
        arguments: [
            ([], "nothing"),
            ([.init(score: 0.4, isRight: true), .init(score: 0.2, isRight: true)], "nothing wrong"),
            ([.init(score: 0.4, isRight: false)], "nothing right"),
            (
                [
                    .init(score: 0.9, isRight: false), .init(score: 0.8, isRight: false),
                    .init(score: 0.1, isRight: true),
                ],
                "wrong ones score higher"
            ),
        ] as [([SceneAveragePrecision.Judged], String)])
    func refusesUninformativeDetections(judged: [SceneAveragePrecision.Judged], reason: String) {
        #expect(throws: EvaluationError.self, Comment(rawValue: reason)) { try ScoreCalibration(fitting: judged) }
    }

    @Test func fewDetectionsGiveAFiniteSlope() throws {
        let judged =
            [Float(0.9), 0.8, 0.7].map { SceneAveragePrecision.Judged(score: $0, isRight: true) }
            + [Float(0.2), 0.1].map { SceneAveragePrecision.Judged(score: $0, isRight: false) }
        let calibration = try ScoreCalibration(fitting: judged)
        #expect(calibration.slope > 0 && calibration.slope < 10)
    }

    @Test func matchesAreRankedWithoutIgnoredOnes() {
        let face = Box(x1: 0, y1: 0, x2: 10, y2: 10)
        let crowd = Box(x1: 20, y1: 0, x2: 30, y2: 10)
        let picture = SceneAveragePrecision.Picture(
            truths: [.init(box: face), .init(box: crowd, isWanted: false)],
            detections: [
                .init(box: Box(x1: 50, y1: 50, x2: 60, y2: 60), score: 0.3), .init(box: face, score: 0.9),
                .init(box: crowd, score: 0.8), .init(box: face, score: 0.5),
            ])
        #expect(
            SceneAveragePrecision.judged([picture]) == [
                .init(score: 0.9, isRight: true), .init(score: 0.5, isRight: false), .init(score: 0.3, isRight: false),
            ])
    }
}
