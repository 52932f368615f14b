internal import FaceMask
internal import FaceMaskCore
internal import FaceMaskEvaluation
internal import FaceMaskFormats
internal import FaceMaskMedia
internal import Foundation

extension EvaluationPage {
    /// How much of the surroundings of a face is shown, as a share of its box's sides.
    private static let surroundings: Float = 0.35
    /// Pixels: sharp on a screen with two pixels a point.
    private static let pictureHeight = 192

    func slices(of model: EvaluationResult.Model) -> String {
        let labels = model.evaluation.report.confusion.labels
        let families = model.evaluation.slices.reduce(into: [String]()) {
            if $0.last != $1.family { $0.append($1.family) }
        }
        let tables = families.map { family in
            let rows = model.evaluation.slices.filter { $0.family == family }.map { slice in
                let recalls = labels.map { label in
                    slice.recalls.first { $0.label == label }
                        .map { "\(Phrases.percent($0.recall)), of \($0.count)" } ?? "–"
                }
                return [slice.name, String(slice.count)]
                    + (slice.isSmall
                        ? ["too few to say"] + labels.map { _ in "" }
                        : [Phrases.percent(slice.accuracy)] + recalls)
            }
            return HTML.table(
                header: [family, "faces", "accuracy %"] + labels.map { "\(Phrases.short($0)) %" }, rows: rows)
        }
        return HTML.element("h3", text: "Slices")
            + HTML.element(
                "p",
                text: "Recall of each class inside each slice. Skin tone is the individual typology angle of the skin "
                    + "above the mask, an estimate under unknown light; the turn of the head is derived from the "
                    + "detector's five landmarks. Slices of fewer than \(Slice.minimumFaces) faces are too small for "
                    + "reliable numbers.")
            + tables.joined(separator: "\n")
    }

    func scenes(_ scenes: SceneEvaluation) -> String {
        let rows = scenes.rows.map { row in
            [
                row.label, Phrases.number(row.overlap.averagePrecision),
                Phrases.number(row.overlap.recall), Phrases.number(row.insideHead.averagePrecision),
                Phrases.number(row.insideHead.recall), String(row.overlap.truths),
            ]
        }
        let time = scenes.milliseconds
        return HTML.element("h3", text: "Whole pictures")
            + HTML.table(
                header: ["", "AP at overlap 0.5", "recall", "AP, boxes of heads", "recall", "faces"], rows: rows)
            + HTML.element(
                "p",
                text: String(
                    format: "%d pictures, %.1f ms each, one at a time: reading %.1f, finding faces %.1f, classifying "
                        + "%.1f.", scenes.pictures, time.picture, time.reading, time.detection, time.classification))
    }

    func comparison(_ comparison: PairedComparison) -> String {
        let (first, second) = (result.models[0], result.models[1])
        let difference = comparison.accuracyDifference
        let rows = zip(first.evaluation.slices, second.evaluation.slices).filter { !$0.0.isSmall }.map { one, other in
            [
                "\(one.family): \(one.name)", String(one.count), Phrases.percent(one.accuracy),
                Phrases.percent(other.accuracy),
            ]
        }
        let all = [
            "all", String(result.faces.count), Phrases.percent(first.evaluation.report.accuracyInterval),
            Phrases.percent(second.evaluation.report.accuracyInterval),
        ]
        return HTML.element("h2", text: "Side by side")
            + HTML.element(
                "p",
                text:
                    "First: \(first.description.file). Second: \(second.description.file). The accuracy of the second minus that of the first is "
                    + "\(Phrases.percent(difference)) points (bootstrap over \(comparison.groups) groups of "
                    + "near-copies). Both are right on \(comparison.bothRight) faces, only the first on "
                    + "\(comparison.onlyFirst), only the second on \(comparison.onlySecond), neither on "
                    + "\(comparison.bothWrong); if both were equally good, a division at least as "
                    + "uneven would have the probability "
                    + "\(Phrases.probability(comparison.pValue)) (McNemar's exact test).")
            + HTML.table(
                header: ["accuracy %", "faces", "first", "second"], rows: [all] + rows)
    }

    func mistakes(of model: EvaluationResult.Model) throws -> String {
        guard !model.worst.isEmpty else { return "" }
        let wrong = model.evaluation.report.support - model.evaluation.report.confusion.correct
        let figures = try model.worst.map { mistake in
            let face = result.faces[mistake.face]
            let lines = [
                "\(Phrases.short(mistake.predicted)) \(Phrases.certainty(mistake.probability)) %",
                "is \(Phrases.short(mistake.truth)) "
                    + "(\(Phrases.certainty(mistake.probabilityOfTruth)) %)",
                "\(Int(mistake.faceSide.rounded())) px, \(mistake.file)",
            ]
            let caption = lines.map { HTML.element("div", text: $0) }.joined()
            let picture = HTML.image(
                try Self.picture(of: face), type: "image/jpeg", alt: mistake.file, className: "face")
            return "<figure>\(picture)<figcaption>\(caption)</figcaption></figure>"
        }
        return HTML.element("h3", text: "The mistakes with the highest probabilities, \(model.worst.count) of \(wrong)")
            + "<div class=\"faces\">\(figures.joined(separator: "\n"))</div>"
    }

    /// Returns the face with some of its surroundings as a JPEG file.
    private static func picture(of face: EvaluatedFace) throws -> [UInt8] {
        let image = try Image(contentsOf: face.picture)
        let region = face.box.expanded(by: surroundings).clipped(toWidth: image.width, height: image.height)
        let part = region.isEmpty ? Box(width: image.width, height: image.height) : region
        // The box may be as narrow as a line.
        let width = min(max(Int(Float(pictureHeight) * part.width / part.height), 8), pictureHeight * 2)
        let reduced = image.resized(from: part, width: width, height: pictureHeight)
        return try PictureWriter(jpegQuality: 85).bytes(of: reduced, fileExtension: "jpg", named: face.file)
    }
}
