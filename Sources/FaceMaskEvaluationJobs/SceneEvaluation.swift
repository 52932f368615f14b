internal import FaceMaskCore
package import FaceMaskEvaluation
internal import FaceMaskFormats

/// How well whole photos are analyzed: faces found, and found with the right state.
///
/// A face counts as of its most probable state; its score is the detector's times the probability of that state.
package struct SceneEvaluation: Sendable, Encodable {
    /// The measurements of one state, or of all faces.
    package struct Row: Sendable, Encodable {
        /// A state, or `face`.
        package var label: String
        /// Matched at an overlap of 0.5.
        package var overlap: SceneAveragePrecision
        /// Matched as faces inside boxes of whole heads.
        package var insideHead: SceneAveragePrecision

        private enum CodingKeys: String, CodingKey {
            case label, overlap
            case insideHead = "inside_head"
        }
    }

    /// The mean wall time of a photo, analyzed one at a time.
    package struct Milliseconds: Sendable, Encodable {
        package var reading: Double
        package var detection: Double
        package var classification: Double
        /// All of it.
        package var picture: Double
    }

    /// The number of photos.
    package var pictures: Int
    /// The minimum score of detected faces.
    var minimumScore = SampleEvaluator.minimumSceneScore
    /// `face` for all faces, then the states that occur.
    package var rows: [Row]
    /// How long a photo took.
    package var milliseconds: Milliseconds

    private enum CodingKeys: String, CodingKey {
        case pictures, rows, milliseconds
        case minimumScore = "minimum_score"
    }

    private static let anyFace = "face"
    private static let order: [MaskState] = [.worn, .notWorn, .wornIncorrectly]

    init(_ scenes: [EvaluatedScene], model: Int) {
        pictures = scenes.count
        let present = Set(scenes.flatMap { $0.truths.map(\.state) })
        rows = ([nil] + Self.order.filter { present.contains($0) }.map(Optional.some)).map { state in
            let pictures = scenes.map { $0.picture(of: state, model: model) }
            return Row(
                label: state?.label ?? Self.anyFace, overlap: SceneAveragePrecision(of: pictures),
                insideHead: SceneAveragePrecision(of: pictures, matching: .insideHead))
        }
        func mean(_ durations: [Duration]) -> Double {
            durations.reduce(0) { $0 + $1.inMilliseconds } / Double(max(durations.count, 1))
        }
        let (reading, detection) = (mean(scenes.map(\.reading)), mean(scenes.map(\.detection)))
        let classification = mean(scenes.map { $0.classification[model] })
        milliseconds = Milliseconds(
            reading: reading, detection: detection, classification: classification,
            picture: reading + detection + classification)
    }
}

extension EvaluatedScene {
    /// The faces of a state that are annotated and those that are detected; all faces when it is `nil`.
    fileprivate func picture(of state: MaskState?, model: Int) -> SceneAveragePrecision.Picture {
        let detections = zip(found, probabilities[model]).compactMap { face, row -> SceneAveragePrecision.Detection? in
            let mostProbable = MaskState.allCases.max { row[$0, default: 0] < row[$1, default: 0] }
            guard state == nil || mostProbable == state else { return nil }
            return .init(box: face.box, score: face.score * (mostProbable.flatMap { row[$0] } ?? 0))
        }
        return .init(
            truths: truths.filter { state == nil || $0.state == state }.map { .init(box: $0.box) },
            detections: detections)
    }
}

/// The measurements over photos instead of faces: a photo in which no face was found counts as a wrong answer.
package struct WithMissingFaces: Sendable, Encodable {
    /// The recall of one state.
    package struct Recall: Sendable, Encodable {
        package var label: String
        /// Photos of the state.
        package var count: Int
        package var recall: Interval
    }

    /// The share of right answers.
    package var accuracy: Interval
    /// Of the states that occur.
    package var recalls: [Recall]

    /// `nil` when a face was found in every photo.
    init?(_ predictions: Predictions, _ missing: [EvaluatedPiece.WithoutFace]) {
        guard !missing.isEmpty else { return nil }
        let confusion = predictions.confusion
        accuracy = .wilson(successes: confusion.correct, of: confusion.total + missing.count)
        recalls = predictions.labels.enumerated().compactMap { index, label in
            let count = confusion.support(of: index) + missing.count { $0.state.label == label }
            guard count > 0 else { return nil }
            return Recall(
                label: label, count: count, recall: .wilson(successes: confusion.counts[index][index], of: count))
        }
    }
}
