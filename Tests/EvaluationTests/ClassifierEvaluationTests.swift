import FaceMaskEvaluation
import Foundation
import Testing

struct ClassifierEvaluationTests {
    private static let labels = ["with_mask", "without_mask", "mask_worn_incorrectly"]

    @Test(
        arguments: [
            ("no rows", [], .noFaces),
            ("too few numbers", [(0, [0.5, 0.5])], .mismatch),
            ("no such class", [(3, [1, 0, 0])], .mismatch),
            ("not a number", [(0, [.nan, 0, 1])], .notAProbability),
            ("negative", [(0, [-0.5, 0.5, 1])], .notAProbability),
            ("infinite", [(0, [.infinity, 0, 0])], .notAProbability),
            ("logits instead of probabilities", [(0, [0.5, 0.9, 0.9])], .notAProbability),
        ] as [(String, [(Int, [Float])], EvaluationError.Code)])
    func `refuses invalid rows`(reason: String, rows: [(Int, [Float])], code: EvaluationError.Code) {
        let error = #expect(throws: EvaluationError.self, "\(reason)") {
            try Predictions(
                rows.map { Prediction(truth: $0.0, probabilities: $0.1) }, labels: Self.labels, subject: "m")
        }
        #expect(error?.code == code, "\(reason)")
    }

    @Test func `a class that the classifier doesn't know is all errors and has no curves`() throws {
        let rows = [
            Prediction(truth: 0, probabilities: [0.9, 0.1, 0]), Prediction(truth: 2, probabilities: [0.8, 0.2, 0]),
        ]
        let evaluation = try ClassifierEvaluation(
            of: Predictions(rows, labels: Self.labels, subject: "m"), knownLabels: 2, minimumProbability: 0.85,
            isLargeEnough: [true, true],
            slicings: [])
        #expect(evaluation.report.accuracy == 0.5 && evaluation.curves[2].roc == nil)
        #expect(try #require(evaluation.calibration.negativeLogLikelihood) < 0.2)
        #expect(evaluation.abstention.asShipped.answered == 1 && evaluation.abstention.asShipped.wrong == 0)
        let unknown = try ClassifierEvaluation(
            of: Predictions([rows[1]], labels: Self.labels, subject: "m"), knownLabels: 2, minimumProbability: 0,
            isLargeEnough: [false],
            slicings: [])
        #expect(unknown.calibration.negativeLogLikelihood == nil)
        #expect(unknown.abstention.asShipped.answered == 0 && unknown.abstention.asShipped.error == 0)
    }

    @Test func `slices add up to the whole, and small ones say so`() throws {
        let rows = (0..<90).map { Prediction(truth: $0 % 2, probabilities: $0 % 5 == 0 ? [0.4, 0.6] : [0.6, 0.4]) }
        let predictions = try Predictions(rows, labels: Array(Self.labels.prefix(2)), subject: "m")
        let values: [Double?] = (0..<90).map { $0 < 60 ? Double($0) : nil }
        let slices = predictions.slices(by: Slicing(family: "blur", thirds: ("low", "middle", "high"), values: values))
        #expect(slices.map(\.name) == ["low", "middle", "high", Slicing.unmeasured])
        #expect(slices.map(\.count) == [20, 20, 20, 30] && slices.map(\.isSmall) == [true, true, true, false])
        #expect(slices.reduce(0) { $0 + $1.confusion.correct } == predictions.confusion.correct)
        let origins = predictions.slices(by: Slicing(family: "origin", names: rows.map { $0.truth == 0 ? "b" : "a" }))
        #expect(origins.map(\.name) == ["a", "b"] && origins[0].recalls.map(\.label) == ["without_mask"])
    }

    @Test func `thirds of equal values stay together`() throws {
        let slicing = Slicing(family: "blur", thirds: ("low", "middle", "high"), values: [1, 1, 1, 1])
        #expect(Set(slicing.members).count == 1)
        #expect(Slicing(family: "blur", thirds: ("low", "middle", "high"), values: [nil]).members == [nil])
    }

    @Test func `JSON has the documented keys`() throws {
        let rows = [Prediction(truth: 0, probabilities: [0.9, 0.1]), Prediction(truth: 1, probabilities: [0.2, 0.8])]
        let evaluation = try ClassifierEvaluation(
            of: Predictions(rows, labels: ["a", "b"], subject: "m"), knownLabels: 2, minimumProbability: 0,
            isLargeEnough: [true, true],
            slicings: [Slicing(family: "f", names: ["x", "y"])])
        let data = try JSONEncoder().encode(evaluation)
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(object.keys.sorted() == ["abstention", "calibration", "curves", "report", "slices"])
        let calibration = try #require(object["calibration"] as? [String: Any])
        #expect(
            calibration.keys.sorted() == [
                "equal_mass", "equal_width", "negative_log_likelihood", "temperature_factor",
            ])
        let slice = try #require((object["slices"] as? [[String: Any]])?.first)
        #expect(
            slice.keys.sorted() == ["accuracy", "confusion", "count", "family", "is_small", "name", "recalls"])
    }
}
