internal import FaceMaskCore
internal import FaceMaskEvaluation
internal import FaceMaskFormats
internal import Foundation

/// A table with a line for each fold: its accuracy, and the recall of each state.
struct FoldTable {
    let names: [String]
    /// At least one, in the order of `names`.
    let folds: [FacePredictions]

    /// The predictions of all folds.
    var together: FacePredictions {
        FacePredictions(
            states: folds.first?.states ?? [], crops: folds.flatMap(\.crops),
            probabilities: folds.flatMap(\.probabilities))
    }

    var text: String {
        var table = TextTable(
            columns: ["left out", "accuracy"]
                + together.states.map { "recall \($0.label.replacing("mask_worn_", with: ""))" })
        for (name, fold) in zip(names, folds) {
            let report = ClassificationReport(fold.confusion)
            let recalls = report.classes.map { scores in
                scores.support == 0 ? "-" : String(format: "%.3f of %d", scores.recall, scores.support)
            }
            table.add([name, String(format: "%.3f", report.accuracy)] + recalls)
        }
        let accuracies = folds.map { ClassificationReport($0.confusion).accuracy }
        let mean = accuracies.reduce(0, +) / Double(max(accuracies.count, 1))
        return table.text + String(format: "mean accuracy %.3f, worst %.3f\n", mean, accuracies.min() ?? 0)
    }
}
