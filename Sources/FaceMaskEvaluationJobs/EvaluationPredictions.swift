internal import FaceMaskCore
internal import FaceMaskEvaluation
internal import FaceMaskFormats

/// The faces of an evaluation as comma-separated values: a row for each with its label and each model's answer.
package struct EvaluationPredictions {
    private let result: EvaluationResult

    /// Creates the table.
    package init(_ result: EvaluationResult) { self.result = result }

    /// The table (RFC 4180). The names of a second model's columns end in `_2`.
    package var csv: String {
        let header =
            ["file", "source", "origin", "group", "face_side", "state"]
            + result.models.indices.flatMap { model in
                (["predicted"] + MaskState.allCases.map(\.label)).map { model == 0 ? $0 : "\($0)_\(model + 1)" }
            }
        let rows = result.faces.enumerated().map { index, face in
            let facts = [
                face.file, face.source, face.origin, String(face.group), "\(face.faceSide)", face.state.label,
            ]
            let answers = result.models.indices.flatMap { model -> [String] in
                let predictions = result.models[model].evaluation.predictions
                let probabilities = MaskState.allCases.map { state in
                    face.probabilities[model][state].map { "\($0)" } ?? ""
                }
                return [predictions.labels[predictions.rows[index].predicted]] + probabilities
            }
            return facts + answers
        }
        return ([header] + rows).map { $0.map(CSV.field).joined(separator: ",") + "\r\n" }.joined()
    }
}
