import FaceMaskCore
import FaceMaskEvaluation
import FaceMaskEvaluationJobs
import FaceMaskFormats
import Foundation

/// The result of an evaluation as text for people, at most 100 columns wide.
struct EvaluationText {
    private let result: EvaluationResult
    /// The longest name of a slice, in characters: what the columns of three classes leave of the width.
    private static let nameWidth = 24

    init(_ result: EvaluationResult) { self.result = result }

    var text: String {
        let parts = [dataset] + result.models.map { section(of: $0) } + [result.comparison.map(comparison)]
        return parts.compactMap(\.self).joined(separator: "\n")
    }

    private var dataset: String {
        let data = result.dataset
        let states = MaskState.allCases.compactMap { state in data.states[state.label].map { "\($0) \(state.label)" } }
        var lines = [
            "\(Phrases.count(data.faces, "face")) of \(Phrases.path(data.path, width: 40)): \(states.joined(separator: ", "))"
        ]
        if !data.withoutFace.isEmpty {
            lines.append("no face was found in \(Phrases.count(data.withoutFace.count, "picture")):")
            lines += data.withoutFace.prefix(10).map { "  \(printable($0.file))" }
            if data.withoutFace.count > 10 { lines.append("  and \(data.withoutFace.count - 10) more") }
        }
        if !data.failures.isEmpty {
            lines.append("\(Phrases.count(data.failures.count, "picture")) can't be used, see above")
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private func section(of model: EvaluationResult.Model) -> String {
        let title = model.description.name
        let heading =
            "\(title)\n\(String(repeating: "─", count: title.count))\n\(Phrases.path(model.description.file))\n\n"
        let parts = [
            heading + report(of: model),
            curves(of: model), confusion(of: model), confidence(of: model), slices(of: model),
            model.scenes.map(scenes),
        ]
        return parts.compactMap(\.self).joined(separator: "\n")
    }

    private func report(of model: EvaluationResult.Model) -> String {
        let report = model.evaluation.report
        var lines = [
            "accuracy \(Phrases.percent(report.accuracyInterval)) %, \(report.confusion.correct) of \(report.support)"
        ]
        let unknown = report.confusion.labels.dropFirst(model.evaluation.knownLabels)
        if !unknown.isEmpty {
            lines.append("the model doesn't know \(unknown.joined(separator: ", ")): all faces of it count as errors")
        }
        if let missing = model.withMissing {
            let recalls = missing.recalls.map { "\(Phrases.short($0.label)) \(Phrases.percent($0.recall.estimate))" }
            lines.append(
                "counting photos without a found face as errors: accuracy \(Phrases.percent(missing.accuracy)) %,")
            lines.append("  recall of \(recalls.joined(separator: ", "))")
        }
        return report.text + lines.map { $0 + "\n" }.joined()
    }

    private func curves(of model: EvaluationResult.Model) -> String {
        var table = TextTable()
        table.add(["one against the rest", "recall % (95 %)", "ROC area", "average precision"])
        for (scores, curves) in zip(model.evaluation.report.classes, model.evaluation.curves) {
            table.add([
                scores.label, scores.support > 0 ? Phrases.percent(scores.recallInterval) : "–",
                Phrases.number(curves.roc?.area), Phrases.number(curves.precisionRecall?.averagePrecision),
            ])
        }
        return table.text
    }

    private func confusion(of model: EvaluationResult.Model) -> String {
        let matrix = model.evaluation.report.confusion
        var table = TextTable()
        table.add(["true \\ predicted"] + matrix.labels.map(Phrases.short))
        for (label, row) in zip(matrix.labels, matrix.counts) { table.add([label] + row.map(String.init)) }
        return table.text
    }

    private func confidence(of model: EvaluationResult.Model) -> String {
        let calibration = model.evaluation.calibration
        let abstention = model.evaluation.abstention
        var table = TextTable()
        table.add(["calibration error", Phrases.number(calibration.equalWidth.expectedCalibrationError)])
        table.add(["  in bins of equal mass", Phrases.number(calibration.equalMass.expectedCalibrationError)])
        table.add(["negative log likelihood", Phrases.number(calibration.negativeLogLikelihood)])
        table.add(["best temperature, times the model's", Phrases.number(calibration.temperatureFactor, decimals: 3)])
        var thresholds = TextTable()
        thresholds.add(["unsure", "below", "answered %", "of these wrong %"])
        func row(_ name: String, _ point: AbstentionSweep.Point) {
            thresholds.add([
                name, Phrases.number(Double(point.threshold)), Phrases.percent(point.coverage),
                Phrases.percent(point.error),
            ])
        }
        row("with the model's thresholds", abstention.asShipped)
        for goal in abstention.forErrors { row("for at most \(Phrases.percent(goal.rate)) % wrong", goal.point) }
        return table.text + "\n" + thresholds.text
    }

    private func slices(of model: EvaluationResult.Model) -> String {
        let labels = model.evaluation.report.confusion.labels
        var table = TextTable()
        table.add(["slice", "faces", "accuracy % (95 %)"] + labels.map { "\(Phrases.short($0)) %" })
        var family = ""
        for slice in model.evaluation.slices {
            if slice.family != family { table.add([slice.family]) }
            family = slice.family
            let name = "  " + printable(String(slice.name.prefix(Self.nameWidth)))
            guard !slice.isSmall else {
                table.add([name, String(slice.count), "too few to say"])
                continue
            }
            let recalls = labels.map { label in
                slice.recalls.first { $0.label == label }.map(cell) ?? "–"
            }
            table.add([name, String(slice.count), Phrases.percent(slice.accuracy)] + recalls)
        }
        return table.text + "(in parentheses: fewer than \(Slice.minimumFaces) faces)\n"
    }

    private func cell(_ recall: Slice.Recall) -> String {
        let percent = Phrases.percent(recall.recall.estimate)
        return recall.count < Slice.minimumFaces ? "(\(percent))" : percent
    }

    private func scenes(_ scenes: SceneEvaluation) -> String {
        var table = TextTable()
        table.add([
            "\(Phrases.count(scenes.pictures, "whole picture"))", "AP at 0.5", "recall", "AP, heads", "recall", "faces",
        ])
        for row in scenes.rows {
            table.add([
                row.label, Phrases.number(row.overlap.averagePrecision), Phrases.number(row.overlap.recall),
                Phrases.number(row.insideHead.averagePrecision), Phrases.number(row.insideHead.recall),
                String(row.overlap.truths),
            ])
        }
        let time = scenes.milliseconds
        return table.text
            + String(
                format: "%.1f ms a picture, one at a time (reading %.1f, finding faces %.1f, classifying %.1f)\n",
                time.picture, time.reading, time.detection, time.classification)
    }

    private func comparison(_ comparison: PairedComparison) -> String {
        let names = result.models.map { Phrases.path($0.description.file, width: Phrases.width - 8) }
        let difference = comparison.accuracyDifference
        var table = TextTable()
        table.add(["slice", "faces", "first %", "second %"])
        for (first, second) in zip(result.models[0].evaluation.slices, result.models[1].evaluation.slices)
        where !first.isSmall {
            table.add([
                "\(first.family): \(printable(String(first.name.prefix(Self.nameWidth))))", String(first.count),
                Phrases.percent(first.accuracy.estimate), Phrases.percent(second.accuracy.estimate),
            ])
        }
        let sign = difference.estimate >= 0 ? "+" : ""
        return """
            second against first
            ────────────────────
            first:  \(names[0])
            second: \(names[1])
            accuracy \(sign)\(Phrases.percent(difference.estimate)) points \
            (95 % interval \(Phrases.percent(difference.lower)) to \(Phrases.percent(difference.upper)), \
            \(comparison.groups) groups resampled)
            both right \(comparison.bothRight), only the first \(comparison.onlyFirst), \
            only the second \(comparison.onlySecond), both wrong \(comparison.bothWrong)
            if both were equally good, a division at least as uneven would have the probability \
            \(Phrases.probability(comparison.pValue)) (McNemar)


            """ + table.text
    }
}
