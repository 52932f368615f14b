internal import FaceMaskCore
internal import FaceMaskEvaluation
internal import FaceMaskFormats
internal import Foundation

/// The result of an evaluation as one HTML page, which contains plots and pictures, refers to no other file and has no
/// scripts.
package struct EvaluationPage {
    let result: EvaluationResult

    /// Creates a page.
    package init(_ result: EvaluationResult) { self.result = result }

    /// Returns the page.
    ///
    /// - Throws: `DrawingError` when a plot can't be drawn, `MediaError` when a picture can't be read again.
    package func html() throws -> String {
        let sections = try result.models.map { model in
            [
                HTML.element("h2", text: model.description.name), facts(of: model),
                report(of: model), try plots(of: model), thresholds(of: model),
                model.scenes.map(scenes) ?? "", slices(of: model), try mistakes(of: model),
            ].joined(separator: "\n")
        }
        let body =
            HTML.element("h1", text: "facemask evaluate: \(result.dataset.path)") + dataset
            + (result.comparison.map(comparison) ?? "") + sections.joined(separator: "\n")
        return HTML.page(title: "facemask evaluate", body: body)
    }

    private var dataset: String {
        let data = result.dataset
        let states = MaskState.allCases.compactMap { state in data.states[state.label].map { "\($0) \(state.label)" } }
        var lines = [
            "\(Phrases.count(data.faces, "face")): \(states.joined(separator: ", ")). "
                + "Origins: \(data.origins.joined(separator: ", ")).",
            "Intervals are at 95 %. This page contains photos of people: keep it on this machine.",
        ]
        if !data.withoutFace.isEmpty {
            lines.append(
                "No face was found in \(data.withoutFace.count): "
                    + data.withoutFace.map(\.file).joined(separator: ", ") + ".")
        }
        if !data.failures.isEmpty {
            lines.append("Unusable: " + data.failures.map(\.failure.sentence).joined(separator: " "))
        }
        return lines.map { HTML.element("p", text: $0) }.joined(separator: "\n")
    }

    private func facts(of model: EvaluationResult.Model) -> String {
        let (evaluation, words) = (model.evaluation, Phrases.self)
        let unknown = evaluation.report.confusion.labels.dropFirst(evaluation.knownLabels)
        var facts = [
            ("accuracy", words.percent(evaluation.report.accuracyInterval) + " %"),
            ("calibration error", words.number(evaluation.calibration.equalWidth.expectedCalibrationError)),
            (
                "best temperature, times the model's",
                words.number(evaluation.calibration.temperatureFactor, decimals: 3)
            ),
            ("negative log likelihood", words.number(evaluation.calibration.negativeLogLikelihood)),
        ]
        if let missing = model.withMissing {
            facts.append(("counting photos without a found face as errors", words.percent(missing.accuracy) + " %"))
        }
        let note =
            unknown.isEmpty
            ? "" : HTML.element("p", text: "It doesn't know \(unknown.joined(separator: ", ")): all errors.")
        return HTML.element("p", text: "\(model.description.file): \(model.description.architecture)") + note
            + HTML.table(header: [], rows: facts.map { [$0.0, $0.1] })
    }

    private func report(of model: EvaluationResult.Model) -> String {
        let rows = zip(model.evaluation.report.classes, model.evaluation.curves).map { scores, curves in
            [
                scores.label, Phrases.percent(scores.precision),
                scores.support > 0 ? Phrases.percent(scores.recallInterval) : "–",
                Phrases.percent(scores.f1), Phrases.number(curves.roc?.area),
                Phrases.number(curves.precisionRecall?.averagePrecision), String(scores.support),
            ]
        }
        return HTML.table(
            header: ["class", "precision %", "recall %", "F1 %", "ROC area", "average precision", "faces"], rows: rows)
    }

    private func plots(of model: EvaluationResult.Model) throws -> String {
        let figures = try EvaluationPlots(model.evaluation).all().map {
            HTML.image($0.svg, type: "image/svg+xml", alt: $0.title, className: "plot")
        }
        return "<div class=\"plots\">\(figures.joined(separator: "\n"))</div>"
    }

    private func thresholds(of model: EvaluationResult.Model) -> String {
        let abstention = model.evaluation.abstention
        func row(_ name: String, _ point: AbstentionSweep.Point) -> [String] {
            [
                name, Phrases.number(Double(point.threshold)), Phrases.percent(point.coverage),
                Phrases.percent(point.error),
            ]
        }
        return HTML.element("h3", text: "When to be unsure")
            + HTML.table(
                header: ["", "below", "answered %", "of these wrong %"],
                rows: [row("with the model's thresholds", abstention.asShipped)]
                    + abstention.forErrors.map {
                        row("for at most \(Phrases.percent($0.rate)) % wrong", $0.point)
                    })
    }
}
