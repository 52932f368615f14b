import FaceMaskEvaluation
import FaceMaskCore
import Testing

struct ReliabilityTests {
    /// Faces of which exactly the stated share is right at each confidence.
    private static let calibrated: (confidences: [Float], correct: [Bool]) = {
        let rows = [0.25, 0.5, 0.75, 1].flatMap { share in
            (0..<20).map { (Float(share), Double($0) < share * 20) }
        }
        return (rows.map(\.0), rows.map(\.1))
    }()

    @Test(arguments: [Reliability.Binning.equalWidth, .equalMass])
    func `calibrated confidences have no error`(binning: Reliability.Binning) {
        let (confidences, correct) = Self.calibrated
        let reliability = Reliability(confidences: confidences, correct: correct, binning: binning)
        #expect(reliability.expectedCalibrationError < 1e-12)
        #expect(reliability.bins.reduce(0) { $0 + $1.count } == confidences.count)
        #expect(reliability.bins.count == 4)
    }

    @Test func `agrees with the definition in NumPy`() throws {
        for reference in try EvaluationReference.load().calibrations {
            for (bins, error) in [(15, reference.calibrationError15), (4, reference.calibrationError4)] {
                let ours = Reliability(confidences: reference.confidences, correct: reference.correct, bins: bins)
                #expect(abs(ours.expectedCalibrationError - error) < 1e-7)
            }
        }
    }

    @Test func `agrees with the definition, worked by hand`() {
        // Bins of a half: 0.4 wrong, 0.5 right in the lower one (mean 0.45, right 0.5), 0.9 wrong in the upper one.
        let reliability = Reliability(confidences: [0.5, 0.9, 0.4], correct: [true, false, false], bins: 2)
        #expect(reliability.bins.map(\.count) == [2, 1])
        #expect(abs(reliability.expectedCalibrationError - (2 * 0.05 + 0.9) / 3) < 1e-7)
        #expect(abs(reliability.maximumCalibrationError - 0.9) < 1e-7)
    }

    @Test(
        arguments: [
            ("no face", [], 0),
            ("a confidence of 0 belongs to the first bin", [0], 1),
            ("a confidence of 1 belongs to the last bin", [1], 1),
            ("an edge counts below it", [0.25, 0.26], 2),
        ] as [(String, [Float], Int)])
    func `edges`(reason: String, confidences: [Float], bins: Int) {
        let reliability = Reliability(confidences: confidences, correct: confidences.map { _ in true }, bins: 4)
        #expect(reliability.bins.count == bins, "\(reason)")
    }

    @Test func `bins of equal mass have nearly equal counts, and equal confidences stay together`() {
        var random = SeededGenerator(seed: 5)
        let distinct = (0..<100).map { _ in Float.random(in: 0.9...1, using: &random) }
        let correct = distinct.map { _ in true }
        let bins = Reliability(confidences: distinct, correct: correct, bins: 10, binning: .equalMass).bins
        #expect(bins.map(\.count) == [Int](repeating: 10, count: 10))
        let same = [Float](repeating: 0.95, count: 100)
        #expect(Reliability(confidences: same, correct: correct, bins: 10, binning: .equalMass).bins.count == 1)
    }
}

struct AbstentionSweepTests {
    private static let sweep = AbstentionSweep(
        confidences: [0.9, 0.8, 0.8, 0.6, 0.5], correct: [true, true, false, true, false])

    @Test func `answers faces not below the threshold, equal confidences together`() {
        #expect(Self.sweep.points.map(\.threshold) == [0, 0.5, 0.6, 0.8, 0.9])
        #expect(Self.sweep.points.map(\.answered) == [5, 5, 4, 3, 1])
        #expect(Self.sweep.points.map(\.wrong) == [2, 2, 1, 1, 0])
        #expect(Self.sweep.points.map(\.coverage) == [1, 1, 0.8, 0.6, 0.2])
    }

    @Test(
        arguments: [
            (0.4, 0, "everything may be answered"),
            (0.3, 0.6, "one of four is below 0.3; that 0.8 is worse again doesn't matter"),
            (0.1, 0.9, "only the surest"),
            (0, 0.9, "no error at all"),
        ] as [(Double, Float, String)])
    func `the lowest threshold for a stated error`(rate: Double, threshold: Float, reason: String) {
        #expect(Self.sweep.lowestThreshold(forErrorAtMost: rate)?.threshold == threshold, "\(reason)")
    }

    @Test func `no threshold helps if the most confident answer is wrong`() {
        let sweep = AbstentionSweep(confidences: [0.9, 0.8], correct: [false, true])
        #expect(sweep.lowestThreshold(forErrorAtMost: 0.4) == nil)
        #expect(AbstentionSweep(confidences: [], correct: []).lowestThreshold(forErrorAtMost: 1) == nil)
    }

    @Test func `the area lies between all errors sorted last and sorted first`() {
        let confidences: [Float] = [0.9, 0.8, 0.7, 0.6]
        let best = AbstentionSweep(confidences: confidences, correct: [true, true, true, false])
        let worst = AbstentionSweep(confidences: confidences, correct: [false, true, true, true])
        #expect(abs(best.areaUnderRiskCoverage - 0.25 / 4) < 1e-12)
        #expect(worst.areaUnderRiskCoverage > best.areaUnderRiskCoverage)
        #expect(Self.sweep.thinned(to: 2).map(\.threshold) == [0, 0.9])
    }
}
