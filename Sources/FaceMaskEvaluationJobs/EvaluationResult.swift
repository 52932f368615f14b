internal import FaceMaskClassification
public import FaceMaskCore
@_exported public import FaceMaskEvaluation
internal import FaceMaskFormats
internal import Foundation

/// The measurements of an evaluation. As JSON it has the keys that docs/output.md describes.
public struct EvaluationResult: Sendable, Encodable {
    /// What was measured on.
    package struct Dataset: Sendable, Encodable {
        /// A photo without boxes in which no face was found.
        package struct WithoutFace: Sendable, Encodable {
            package var file: String
            package var state: String
        }

        package var path: String
        var kind: EvaluationDataset.Kind
        /// The number of crops or photos.
        package var pictures: Int
        /// The number of faces.
        package var faces: Int
        /// The number of faces of each state, by its label.
        package var states: [String: Int]
        /// The origins of the faces, sorted.
        package var origins: [String]
        /// Photos in which no face was found.
        package var withoutFace: [WithoutFace]
        /// Files that can't be used.
        package var failures: [FileFailure]

        private enum CodingKeys: String, CodingKey {
            case path, kind, pictures, faces, states, origins, failures
            case withoutFace = "without_face"
        }

        init(
            _ dataset: EvaluationDataset, faces: [EvaluatedFace], withoutFace: [EvaluatedPiece.WithoutFace],
            failures: [FileFailure]
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

    /// A classifier's file and manifest.
    package struct ModelDescription: Sendable, Encodable {
        package var file: String
        package var name: String
        package var architecture: String
        var labels: [String]
        var temperature: Float
        var minimumProbability: Float
        var minimumFaceSide: Float

        private enum CodingKeys: String, CodingKey {
            case file, name, architecture, labels, temperature
            case minimumProbability = "minimum_probability"
            case minimumFaceSide = "minimum_face_side"
        }

        init(_ model: SampleEvaluator.Model) {
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

    /// A face that a classifier judges wrongly.
    struct Mistake: Sendable, Encodable {
        /// Its position among the faces; not written.
        var face: Int
        var file: String
        var source: String
        var origin: String
        /// The shorter side of its box in pixels of the photo.
        var faceSide: Float
        var truth: String
        var predicted: String
        /// Of the predicted state.
        var probability: Float
        var probabilityOfTruth: Float

        private enum CodingKeys: String, CodingKey {
            case file, source, origin, truth, predicted, probability
            case faceSide = "face_side"
            case probabilityOfTruth = "probability_of_truth"
        }
    }

    /// One classifier and its measurements.
    public struct Model: Sendable, Encodable {
        /// Its file and manifest.
        package var description: ModelDescription
        /// How well it judges the faces.
        public var evaluation: ClassifierEvaluation
        /// The same with photos in which no face was found as errors; `nil` when there are none.
        package var withMissing: WithMissingFaces?
        /// How well whole photos are analyzed; `nil` for datasets without boxes.
        package var scenes: SceneEvaluation?
        /// The wrong answers with the highest probabilities, the highest first.
        var worst: [Mistake]

        private enum CodingKeys: String, CodingKey {
            case evaluation, scenes, worst
            case description = "model"
            case withMissing = "with_missing_faces"
        }
    }

    /// What was measured on.
    package var dataset: Dataset
    /// The classifier, and the one that it is compared with if there is one.
    public var models: [Model]
    /// The second classifier against the first one; `nil` when there is one only.
    public var comparison: PairedComparison?
    /// The faces, in the order of all lists of predictions; not written.
    package var faces: [EvaluatedFace]
    /// How long it took.
    var seconds: Double

    /// Why files of the dataset can't be used; the measurements are without them.
    public var failures: [any UserFacingError] { dataset.failures.map(\.failure) }

    private enum CodingKeys: String, CodingKey {
        case dataset, models, comparison, seconds
    }

    /// The result as one JSON object with sorted keys, so that two results can be compared line by line.
    public func json() throws -> String { try indentedJSON() }
}
