import FaceMaskEvaluation
import FaceMaskCore
import Foundation
import Testing

struct RankingCurvesTests {
    @Test func `curves agree with scikit-learn, point by point`() throws {
        for reference in try EvaluationReference.load().rankings {
            let roc = try #require(ROCCurve(scores: reference.scores, isPositive: reference.truth))
            #expect(near(roc.points.map(\.falsePositiveRate), reference.falsePositiveRates), "\(reference.reason)")
            #expect(near(roc.points.map(\.truePositiveRate), reference.truePositiveRates), "\(reference.reason)")
            #expect(abs(roc.area - reference.area) < 1e-12, "\(reference.reason)")
            let curve = try #require(PrecisionRecallCurve(scores: reference.scores, isPositive: reference.truth))
            // scikit-learn ends at the threshold where everything is found; ours continues to the last one.
            let shared = curve.points.prefix(reference.recalls.count)
            #expect(near(shared.map(\.recall), reference.recalls), "\(reference.reason)")
            #expect(near(shared.map(\.precision), reference.precisions), "\(reference.reason)")
            #expect(abs(curve.averagePrecision - reference.averagePrecision) < 1e-12, "\(reference.reason)")
        }
    }

    @Test func `only the order of the scores counts`() throws {
        let reference = try #require(try EvaluationReference.load().rankings.first)
        let moved = reference.scores.map { exp(3 * $0) - 7 }
        let (before, after) = (
            ROCCurve(scores: reference.scores, isPositive: reference.truth),
            ROCCurve(scores: moved, isPositive: reference.truth)
        )
        #expect(before?.area == after?.area)
        let mirrored = ROCCurve(scores: reference.scores.map { -$0 }, isPositive: reference.truth)
        #expect(abs((before?.area ?? 0) + (mirrored?.area ?? 0) - 1) < 1e-12)
    }

    @Test(
        arguments: [
            ("no face", [], [], false, false),
            ("all of the class", [0.1, 0.9], [true, true], false, true),
            ("none of the class", [0.1, 0.9], [false, false], false, false),
            ("one of each", [0.1, 0.9], [false, true], true, true),
        ] as [(String, [Float], [Bool], Bool, Bool)])
    func `one class alone has no curve`(
        reason: String, scores: [Float], truth: [Bool], hasROC: Bool, hasPrecisionRecall: Bool
    ) {
        #expect((ROCCurve(scores: scores, isPositive: truth) != nil) == hasROC, "\(reason)")
        #expect((PrecisionRecallCurve(scores: scores, isPositive: truth) != nil) == hasPrecisionRecall, "\(reason)")
    }

    @Test func `corners have the area of all points`() throws {
        var random = SeededGenerator(seed: 1)
        let scores = (0..<500).map { _ in Float.random(in: 0...1, using: &random) }
        let truth = scores.map { $0 + Float.random(in: -0.3...0.3, using: &random) > 0.5 }
        let curve = try #require(ROCCurve(scores: scores, isPositive: truth))
        let area = zip(curve.corners, curve.corners.dropFirst()).reduce(0.0) { area, pair in
            area + (pair.1.falsePositiveRate - pair.0.falsePositiveRate)
                * (pair.0.truePositiveRate + pair.1.truePositiveRate) / 2
        }
        #expect(abs(area - curve.area) < 1e-12)
        #expect(curve.corners.count < curve.points.count / 2)
    }

    private func near(_ first: [Double], _ second: [Double]) -> Bool {
        first.count == second.count && zip(first, second).allSatisfy { abs($0 - $1) < 1e-12 }
    }
}
