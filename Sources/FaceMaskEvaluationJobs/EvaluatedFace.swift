package import FaceMaskCore
package import FaceMaskDatasets
package import FaceMaskEvaluation
package import Foundation

/// A face of a dataset with the answers of every model.
package struct EvaluatedFace: Sendable {
    /// The crop's file, or the photo's path, with the face's number when there are several.
    package var file: String
    /// The photo.
    package var source: String
    /// Who collected the photo.
    package var origin: String
    /// The label.
    package var state: MaskState
    /// A number that near-copies share.
    package var group: Int
    /// The shorter side of the face's box in pixels of the photo.
    package var faceSide: Float
    /// Where the box comes from.
    package var boxKind: FaceCrop.BoxKind
    /// The file with its picture.
    package var picture: URL
    /// In pixels of the picture.
    package var box: Box
    /// What the slices are made by.
    package var measurements: FaceMeasurements
    /// The probabilities of the states by each model, in the models' order.
    package var probabilities: [[MaskState: Float]] = []
}

/// The results of one piece of a dataset: of a few crops, or of a photo.
struct EvaluatedPiece: Sendable {
    /// A photo in which no face was found.
    struct WithoutFace: Sendable {
        var path: String
        var state: MaskState
    }

    /// How many photos or crops it consists of.
    var pictures: Int
    var faces: [EvaluatedFace] = []
    var withoutFace: WithoutFace?
    var failures: [FileFailure] = []
    var scene: EvaluatedScene?
    /// For grouping near-copies; `nil` when the dataset has groups or no comparison needs them.
    var fingerprint: PhotoFingerprint?
}

/// A photo with boxes, analyzed as `facemask detect` does.
struct EvaluatedScene: Sendable {
    /// The annotated faces.
    var truths: [(state: MaskState, box: Box)]
    /// The detected faces, from a score of `SampleEvaluator.minimumSceneScore` on.
    var found: [Face]
    /// For each model the probabilities of each found face.
    var probabilities: [[[MaskState: Float]]]
    /// The time that reading the file took.
    var reading: Duration
    /// The time that finding the faces took.
    var detection: Duration
    /// The time that classifying the faces took each model.
    var classification: [Duration]
}

/// A file of a dataset that can't be used.
package struct FileFailure: Sendable, Encodable {
    /// The path below the dataset's folder.
    package var file: String
    /// What is wrong with it.
    package var failure: Failure

    private enum CodingKeys: String, CodingKey {
        case file, reason
    }

    /// Writes the file and the sentence of the failure, as docs/output.md describes.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(file, forKey: .file)
        try container.encode(failure.sentence, forKey: .reason)
    }
}
