internal import FaceMaskCore
internal import FaceMaskDatasets
internal import FaceMaskEvaluation
internal import FaceMaskFormats

/// The predictions of a model for crops.
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

    /// The expected calibration error: the mean distance of confidence and accuracy, 0…1.
    var calibrationError: Double {
        Reliability(confidences: confidences, correct: correct).expectedCalibrationError
    }

    func filtered(_ isKept: (FaceCrop) -> Bool) -> FacePredictions {
        let kept = crops.indices.filter { isKept(crops[$0]) }
        return FacePredictions(
            states: states, crops: kept.map { crops[$0] }, probabilities: kept.map { probabilities[$0] })
    }

    /// The smallest face whose mask can be judged, by the shorter side of its box in pixels: the first of `sides` for
    /// which at most `mostWrong` of the answers on faces up to half as large again are wrong. The smallest side when too
    /// few faces are that small.
    var leastFaceSide: Float {
        let sides: [Float] = [8, 10, 12, 14, 16, 20, 24, 28, 32]
        let (mostWrong, fewest) = (0.1, 30)
        let isRight = correct
        for side in sides {
            let near = crops.indices.filter { (side..<(side * 1.5)).contains(crops[$0].faceSide) }
            if near.count < fewest { continue }
            let wrong = near.count { !isRight[$0] }
            if Double(wrong) <= mostWrong * Double(near.count) { return side }
        }
        return sides[0]
    }

    /// The same predictions at another temperature: 1 / `factor` of the one that they were made at.
    func sharpened(by factor: Double) -> FacePredictions {
        let logits = Calibration.logits(of: probabilities)
        return FacePredictions(
            states: states, crops: crops,
            probabilities: logits.map { Calibration.probabilities(of: $0, temperature: 1 / factor) })
    }

    /// The manifest's metrics of the reported part; the probabilities were made at `temperature`.
    func metrics(isTest: Bool, temperature: Float) -> [String: Double] {
        let prefix = isTest ? "test" : "validation"
        let report = ClassificationReport(confusion)
        var metrics = [
            "\(prefix)_accuracy": report.accuracy, "\(prefix)_calibration_error": calibrationError,
            "\(prefix)_calibration_error_before": sharpened(by: Double(temperature)).calibrationError,
        ]
        for scores in report.classes { metrics["\(prefix)_recall_\(scores.label)"] = scores.recall }
        return metrics
    }

    /// A line for each face; `dataset inspect --predictions` finds wrong labels with it.
    var csv: String {
        let header = (["file", "origin", "truth"] + states.map(\.label)).joined(separator: ",")
        let rows = zip(crops, probabilities).map { crop, row in
            ([CSV.field(crop.file), CSV.field(crop.origin), crop.state.label] + row.map { "\($0)" })
                .joined(separator: ",")
        }
        return ([header] + rows).map { $0 + "\r\n" }.joined()
    }
}
