import FaceMaskCore
import FaceMaskClassification
import FaceMaskEvaluation
import FaceMask
import Foundation

/// Everything that `facemask evaluate` found out; as JSON it has the keys that docs/output.md describes.
struct EvaluationResult: Encodable {
    /// What was evaluated on.
    struct Dataset: Encodable {
        struct WithoutFace: Encodable {
            var file: String
            var state: String
        }

        var path: String
        var kind: EvaluationDataset.Kind
        var pictures: Int
        var faces: Int
        var states: [String: Int]
        var origins: [String]
        /// Photos in which no face was found, of trees of class folders.
        var withoutFace: [WithoutFace]
        /// What could not be read.
        var failures: [EvaluatedPiece.UnreadFile]

        private enum CodingKeys: String, CodingKey {
            case path, kind, pictures, faces, states, origins, failures
            case withoutFace = "without_face"
        }

        init(
            _ dataset: EvaluationDataset, faces: [EvaluatedFace], withoutFace: [EvaluatedPiece.WithoutFace],
            failures: [EvaluatedPiece.UnreadFile]
        ) {
            path = dataset.path
            kind = dataset.kind
            pictures = dataset.pictures
            origins = dataset.origins
            self.faces = faces.count
            states = faces.reduce(into: [:]) { $0[$1.state.label, default: 0] += 1 }
            self.withoutFace = withoutFace.map { WithoutFace(file: $0.path, state: $0.state.label) }
            self.failures = failures
        }
    }

    /// Which classifier.
    struct ModelDescription: Encodable {
        var file: String
        var name: String
        var architecture: String
        var labels: [String]
        var temperature: Float
        var minimumProbability: Float
        var minimumFaceSide: Float

        private enum CodingKeys: String, CodingKey {
            case file, name, architecture, labels, temperature
            case minimumProbability = "minimum_probability"
            case minimumFaceSide = "minimum_face_side"
        }

        init(_ model: SampleEvaluation.Model) {
            let manifest = model.classifier.manifest
            file = model.path
            name = manifest.name
            architecture = manifest.architecture
            labels = manifest.labels
            temperature = manifest.temperature
            minimumProbability = manifest.thresholds.minimumProbability
            minimumFaceSide = manifest.thresholds.minimumFaceSide
        }
    }

    /// A face that is judged wrongly.
    struct Mistake: Encodable {
        /// Its place among the faces; not written.
        var face: Int
        var file: String
        var source: String
        var origin: String
        var faceSide: Float
        var truth: String
        var predicted: String
        var probability: Float
        var probabilityOfTruth: Float

        private enum CodingKeys: String, CodingKey {
            case file, source, origin, truth, predicted, probability
            case faceSide = "face_side"
            case probabilityOfTruth = "probability_of_truth"
        }
    }

    /// One classifier with everything measured of it.
    struct Model: Encodable {
        var description: ModelDescription
        var evaluation: ClassifierEvaluation
        var withMissing: WithMissingFaces?
        var scenes: SceneEvaluation?
        var worst: [Mistake]

        private enum CodingKeys: String, CodingKey {
            case evaluation, scenes, worst
            case description = "model"
            case withMissing = "with_missing_faces"
        }
    }

    var dataset: Dataset
    var models: [Model]
    var comparison: PairedComparison?
    /// In the order of every list of predictions; not written.
    var faces: [EvaluatedFace]
    var seconds: Double

    private enum CodingKeys: String, CodingKey {
        case dataset, models, comparison, seconds
    }

    /// One object, keys sorted, so that two runs can be compared line by line.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }
}
