import FaceMaskCore
import FaceMaskDatasets
import FaceMaskEvaluation
import FaceMask
import Foundation

/// A face of a dataset with what every model said of it.
struct EvaluatedFace: Sendable {
    /// The crop's file, or the photo's path with the face's number in it.
    var file: String
    /// The photo.
    var source: String
    var origin: String
    /// What the dataset says the face shows.
    var state: MaskState
    /// Near-copies share it.
    var group: Int
    /// The shorter side of the face's box in pixels of the photo.
    var faceSide: Float
    var boxKind: FaceCrop.BoxKind
    /// Where its picture lies, and where in the picture it is.
    var picture: URL
    var box: Box
    var measurements: FaceMeasurements
    /// One for each model, in their order.
    var probabilities: [[MaskState: Float]] = []
}

/// What became of one piece of a dataset: a few crops, or a photo.
struct EvaluatedPiece: Sendable {
    /// Something that can't be used.
    struct UnreadFile: Sendable, Encodable {
        var file: String
        var reason: String
    }

    /// A photo in which no face was found.
    struct WithoutFace: Sendable {
        var path: String
        var state: MaskState
    }

    /// Photos or crops in it.
    var pictures: Int
    var faces: [EvaluatedFace] = []
    var withoutFace: WithoutFace?
    var failures: [UnreadFile] = []
    /// The exit code's owner.
    var firstFailure: Failure?
    var scene: EvaluatedScene?
    /// For groups of near-copies; `nil` where the dataset has groups already, or nobody asks.
    var fingerprint: PhotoFingerprint?
}

/// A photo with boxes, looked at as `facemask detect` looks at it.
struct EvaluatedScene: Sendable {
    var truths: [(state: MaskState, box: Box)]
    var found: [Face]
    /// One list for each model: what it says of each found face.
    var probabilities: [[[MaskState: Float]]]
    var reading: Duration
    var detection: Duration
    /// One for each model.
    var classification: [Duration]
}
