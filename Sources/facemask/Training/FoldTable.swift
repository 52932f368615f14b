#if Training
import Evaluation
import FaceMaskCore
import Foundation

/// A line for each fold: how many of its faces are right, and the recall of each state.
struct FoldTable {
    let names: [String]
    let folds: [FacePredictions]
    let together: FacePredictions

    var text: String {
        let states = together.states.map(\.label)
        let width = (names + ["mean"]).map(\.count).max() ?? 0
        func row(_ name: String, _ cells: [String]) -> String {
            let padded = name.padding(toLength: width, withPad: " ", startingAt: 0)
            let columns = cells.map { cell in String(repeating: " ", count: max(0, 22 - cell.count)) + cell }
            return padded + columns.joined() + "\n"
        }
        let lines = zip(names, folds).map { name, fold in
            let report = ClassificationReport(fold.confusion)
            let recalls = report.classes.map { scores in
                scores.support == 0 ? "-" : String(format: "%.3f of %d", scores.recall, scores.support)
            }
            return row(name, [String(format: "%.3f", report.accuracy)] + recalls)
        }
        let accuracies = folds.map { ClassificationReport($0.confusion).accuracy }
        let mean = accuracies.reduce(0, +) / Double(max(accuracies.count, 1))
        return row("left out", ["accuracy"] + states.map { "recall \($0.replacing("mask_worn_", with: ""))" })
            + lines.joined()
            + String(format: "mean accuracy %.3f, worst %.3f\n", mean, accuracies.min() ?? 0)
    }
}
#endif
