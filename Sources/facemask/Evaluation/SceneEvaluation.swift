import FaceMaskFormats
import FaceMaskEvaluation
import FaceMask

/// How well whole pictures are read: faces found, and found with the right state.
///
/// A face's score is the detector's times the probability of its likeliest state, which is the one that counts.
struct SceneEvaluation: Encodable {
    /// One class, or all faces whatever their state.
    struct Row: Encodable {
        /// A state, or `face`.
        var label: String
        /// At an overlap of 0.5.
        var overlap: SceneAveragePrecision
        /// With boxes of whole heads in mind.
        var insideHead: SceneAveragePrecision

        private enum CodingKeys: String, CodingKey {
            case label, overlap
            case insideHead = "inside_head"
        }
    }

    /// Wall time of one picture, one picture at a time.
    struct Milliseconds: Encodable {
        var reading: Double
        var detection: Double
        var classification: Double
        var picture: Double
    }

    var pictures: Int
    /// Below it no faces are asked of the detector.
    var minimumScore = SampleEvaluation.leastSceneScore
    /// `face` first, then the states that occur.
    var rows: [Row]
    var milliseconds: Milliseconds

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
    /// What is to be found of a state, all faces when it is `nil`, and what was.
    fileprivate func picture(of state: MaskState?, model: Int) -> SceneAveragePrecision.Picture {
        let detections = zip(found, probabilities[model]).compactMap { face, row -> SceneAveragePrecision.Detection? in
            let likeliest = MaskState.allCases.max { row[$0, default: 0] < row[$1, default: 0] }
            guard state == nil || likeliest == state else { return nil }
            return .init(box: face.box, score: face.score * (likeliest.flatMap { row[$0] } ?? 0))
        }
        return .init(
            truths: truths.filter { state == nil || $0.state == state }.map { .init(box: $0.box) },
            detections: detections)
    }
}

/// The numbers over photos instead of faces: a photo in which no face was found is a wrong answer.
struct WithMissingFaces: Encodable {
    struct Recall: Encodable {
        var label: String
        var count: Int
        var recall: Interval
    }

    var accuracy: Interval
    var recalls: [Recall]

    /// `nil` when a face was found everywhere.
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
