#if Training
import Datasets
import Evaluation
import FaceMask
import Sinks

/// What a model says of crops.
struct FacePredictions {
    let states: [MaskState]
    let crops: [FaceCrop]
    /// One row for each crop, in the order of `states`.
    let probabilities: [[Float]]

    /// The true state of each crop, as a position in `states`.
    var labels: [Int] { crops.map { states.firstIndex(of: $0.state) ?? 0 } }

    /// The likeliest state of each crop, as a position in `states`.
    var predicted: [Int] { probabilities.map { row in row.indices.max { row[$0] < row[$1] } ?? 0 } }

    var confidences: [Float] { probabilities.map { $0.max() ?? 0 } }

    var correct: [Bool] { zip(labels, predicted).map { $0 == $1 } }

    var confusion: ConfusionMatrix {
        ConfusionMatrix(labels: states.map(\.label), truth: labels, predicted: predicted)
    }

    /// What the manifest says of the part that was reported.
    func metrics(isTest: Bool) -> [String: Double] {
        let prefix = isTest ? "test" : "validation"
        let report = ClassificationReport(confusion)
        var metrics = [
            "\(prefix)_accuracy": report.accuracy,
            "\(prefix)_calibration_error": Reliability(confidences: confidences, correct: correct)
                .expectedCalibrationError,
        ]
        for scores in report.classes { metrics["\(prefix)_recall_\(scores.label)"] = scores.recall }
        return metrics
    }

    /// One line for each face: what `dataset inspect --predictions` looks for wrong labels in.
    var csv: String {
        let header = (["file", "origin", "truth"] + states.map(\.label)).joined(separator: ",")
        let rows = zip(crops, probabilities).map { crop, row in
            ([CSVSink.field(crop.file), CSVSink.field(crop.origin), crop.state.label] + row.map { "\($0)" })
                .joined(separator: ",")
        }
        return ([header] + rows).map { $0 + "\r\n" }.joined()
    }

    /// The predictions of several folds together.
    static func joined(_ folds: [FacePredictions]) -> FacePredictions? {
        guard let first = folds.first else { return nil }
        return FacePredictions(
            states: first.states, crops: folds.flatMap(\.crops), probabilities: folds.flatMap(\.probabilities))
    }
}
#endif
