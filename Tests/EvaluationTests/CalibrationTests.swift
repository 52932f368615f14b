import FaceMaskEvaluation
import FaceMaskCore
import Foundation
import TestSupport
import Testing

struct CalibrationTests {
    /// Ten faces whose true classes fall exactly as often as the probabilities say.
    private static let calibrated: (logits: [[Float]], labels: [Int]) = (
        [[Float]](repeating: [log(0.6), log(0.3), log(0.1)], count: 10), [0, 0, 0, 0, 0, 0, 1, 1, 1, 2]
    )

    @Test func `agrees with SciPy and scikit-learn`() throws {
        for reference in try EvaluationReference.load().calibrations {
            let numbers = Pattern.numbers(reference.count * 3, seed: reference.seed, scale: reference.scale)
            let logits = (0..<reference.count).map { Array(numbers[($0 * 3)..<($0 * 3 + 3)]) }
            let loss = try Calibration.negativeLogLikelihood(logits: logits, labels: reference.labels)
            #expect(abs(loss - reference.loss) < 1e-6)
            let best = try Calibration.temperature(logits: logits, labels: reference.labels)
            #expect(abs(best / reference.temperature - 1) < 1e-4)
            let least = try Calibration.negativeLogLikelihood(
                logits: logits, labels: reference.labels, temperature: best)
            #expect(abs(least - reference.bestLoss) < 1e-8)
        }
    }

    @Test(arguments: [0.25, 1, 1.7, 8])
    func `finds the factor that calibrated logits were multiplied by`(factor: Double) throws {
        let logits = Self.calibrated.logits.map { $0.map { $0 * Float(factor) } }
        let found = try Calibration.temperature(logits: logits, labels: Self.calibrated.labels)
        #expect(abs(found / factor - 1) < 1e-4)
    }

    @Test func `adding a number to a row has no effect`() throws {
        let moved = Self.calibrated.logits.enumerated().map { row, logits in logits.map { $0 + Float(row) } }
        let found = try Calibration.temperature(logits: moved, labels: Self.calibrated.labels)
        #expect(abs(found - 1) < 1e-4)
    }

    @Test func `no temperature on a fine grid does better`() throws {
        var random = SeededGenerator(seed: 3)
        let logits = (0..<200).map { _ in (0..<3).map { _ in Float.random(in: -6...6, using: &random) } }
        let labels = logits.map { row in
            Double.random(in: 0..<1, using: &random) < 0.7
                ? row.indices.max { row[$0] < row[$1] } ?? 0 : Int.random(in: 0..<3, using: &random)
        }
        let best = try Calibration.temperature(logits: logits, labels: labels)
        let least = try Calibration.negativeLogLikelihood(logits: logits, labels: labels, temperature: best)
        for step in stride(from: -2.5, through: 2.5, by: 0.01) {
            let other = try Calibration.negativeLogLikelihood(logits: logits, labels: labels, temperature: exp(step))
            #expect(least <= other + 1e-12)
        }
    }

    @Test func `a set without mistakes gives the lowest temperature, noise the highest`() throws {
        let sure = try Calibration.temperature(logits: [[4, 0], [0, 4]], labels: [0, 1])
        #expect(abs(sure / Calibration.temperatures.lowerBound - 1) < 1e-4)
        let noise = try Calibration.temperature(logits: [[4, 0], [4, 0]], labels: [1, 1])
        #expect(abs(noise / Calibration.temperatures.upperBound - 1) < 1e-4)
    }

    @Test func `logarithms of probabilities serve as logits, even of those rounded to 0`() throws {
        let rows = Calibration.logits(of: [[0.6, 0.3, 0.1], [1, 0, 0]])
        #expect(rows[1].allSatisfy { $0.isFinite })
        #expect(
            zip(Calibration.probabilities(of: rows[0]), [0.6, 0.3, 0.1] as [Float]).allSatisfy { abs($0 - $1) < 1e-6 })
        let loss = try Calibration.negativeLogLikelihood(logits: rows, labels: [0, 2])
        #expect(loss > 40 && loss.isFinite)
    }

    @Test(
        arguments: [
            ("no rows", [], [], .noFaces),
            ("more labels than rows", [[1, 2]], [0, 1], .mismatch),
            ("rows of unlike length", [[1, 2], [1]], [0, 0], .mismatch),
            ("a label that names no class", [[1, 2]], [2], .mismatch),
            ("a negative label", [[1, 2]], [-1], .mismatch),
            ("not a number", [[1, .nan]], [0], .notAProbability),
            ("infinite", [[1, .infinity]], [0], .notAProbability),
        ] as [(String, [[Float]], [Int], EvaluationError.Code)])
    func `refuses invalid logits and labels`(
        reason: String, logits: [[Float]], labels: [Int], code: EvaluationError.Code
    ) {
        let error = #expect(throws: EvaluationError.self, "\(reason)") {
            try Calibration.temperature(logits: logits, labels: labels)
        }
        #expect(error?.code == code, "\(reason)")
    }
}
