import FaceMaskEvaluation
import FaceMaskCore
import Foundation
import Testing

struct ClassificationReportTests {
    @Test func `agrees with scikit-learn, numbers and text`() throws {
        for reference in try Reference.load().reports {
            let confusion = ConfusionMatrix(
                labels: reference.labels, truth: reference.truth, predicted: reference.predicted)
            #expect(confusion.counts == reference.counts, "\(reference.reason)")
            let report = ClassificationReport(confusion)
            #expect(report.text == reference.text, "\(reference.reason)")
            #expect(abs(report.accuracy - (reference.report["accuracy"]?["accuracy"] ?? .nan)) < 1e-12)
            for scores in report.classes {
                let expected = try #require(reference.report[scores.label])
                #expect(abs(scores.precision - expected["precision"]) < 1e-12)
                #expect(abs(scores.recall - expected["recall"]) < 1e-12)
                #expect(abs(scores.f1 - expected["f1-score"]) < 1e-12)
                #expect(Double(scores.support) == expected["support"])
            }
            for (name, average) in [("macro avg", report.macroAverage), ("weighted avg", report.weightedAverage)] {
                let expected = try #require(reference.report[name])
                #expect(abs(average.precision - expected["precision"]) < 1e-12)
                #expect(abs(average.recall - expected["recall"]) < 1e-12)
                #expect(abs(average.f1 - expected["f1-score"]) < 1e-12)
            }
        }
    }

    @Test(
        arguments: [
            ("every class occurs and is predicted", [0, 1], [0, 1], [[], []]),
            ("never predicted: precision is undefined", [0, 1], [0, 0], [[], [.precision]]),
            ("never occurs: recall is undefined", [0, 0], [0, 1], [[], [.recall]]),
            ("neither: nothing is defined", [0], [0], [[], [.precision, .recall, .f1]]),
        ] as [(String, [Int], [Int], [[ClassificationReport.Score]])])
    func `flags divisions by zero`(
        reason: String, truth: [Int], predicted: [Int], undefined: [[ClassificationReport.Score]]
    ) {
        let confusion = ConfusionMatrix(labels: ["a", "b"], truth: truth, predicted: predicted)
        #expect(ClassificationReport(confusion).classes.map(\.undefined) == undefined, "\(reason)")
    }

    @Test func `an empty matrix gives zeros`() {
        let report = ClassificationReport(ConfusionMatrix(states: [.worn, .notWorn]))
        #expect(report.accuracy == 0)
        #expect(report.accuracyInterval == Interval(lower: 0, estimate: 0, upper: 1))
        #expect(report.weightedAverage.f1 == 0)
        #expect(report.text.contains("with_mask     0.0000    0.0000    0.0000         0"))
        #expect(ClassificationReport(ConfusionMatrix(labels: [])).macroAverage.recall == 0)
    }

    @Test func `all answers wrong gives zeros, none of them undefined`() {
        let report = ClassificationReport(
            ConfusionMatrix(labels: ["a", "b"], truth: [0, 1, 0], predicted: [1, 0, 1]))
        #expect(report.accuracy == 0 && report.macroAverage.f1 == 0 && report.weightedAverage.precision == 0)
        #expect(report.classes.allSatisfy { $0.undefined.isEmpty })
        #expect(report.accuracyInterval.upper > 0.5)
    }

    @Test func `JSON has the documented keys and reads back equal`() throws {
        let confusion = ConfusionMatrix(labels: ["a", "b"], truth: [0, 0, 1], predicted: [0, 1, 1])
        let report = ClassificationReport(confusion)
        let data = try JSONEncoder().encode(report)
        #expect(try JSONDecoder().decode(ClassificationReport.self, from: data) == report)
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let keys = [
            "accuracy", "accuracy_interval", "classes", "confusion", "macro_average", "support", "weighted_average",
        ]
        #expect(object.keys.sorted() == keys)
        let first = try #require((object["classes"] as? [[String: Any]])?.first)
        #expect(
            first.keys.sorted() == ["f1", "label", "precision", "recall", "recall_interval", "support", "undefined"])
        #expect((first["recall_interval"] as? [String: Any])?.keys.sorted() == ["estimate", "lower", "upper"])
        #expect((object["confusion"] as? [String: Any])?.keys.sorted() == ["counts", "labels"])
    }

    @Test func `adding pairs one by one equals giving them at once`() {
        var grown = ConfusionMatrix(states: [.worn, .notWorn])
        grown.add(truth: 0, predicted: 1)
        grown.add(truth: 1, predicted: 1)
        #expect(grown == ConfusionMatrix(labels: ["with_mask", "without_mask"], truth: [0, 1], predicted: [1, 1]))
        #expect(grown.total == 2 && grown.correct == 1)
        #expect(grown.support(of: 0) == 1 && grown.predictions(of: 0) == 0 && grown.predictions(of: 1) == 2)
    }
}
