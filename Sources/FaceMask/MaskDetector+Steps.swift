internal import FaceMaskClassification
public import FaceMaskCore

/// The steps of `faces(in:)` one by one, for whoever measures them or wants only some.
extension MaskDetector {
    /// How often the face detector's network runs for `image`, at least once.
    public func detectorRunCount(for image: Image) async throws -> Int { try await detector.runCount(for: image) }

    /// What the face detector's network is given in its first `count` runs: the picture at each size at which it is looked at.
    public func detectorInputs(for image: Image, count: Int) -> [DetectorInput] {
        detector.inputs(for: image, count: count)
    }

    /// The faces in `image`, not yet classified, by falling score.
    public func foundFaces(in image: Image) async throws -> [Face] { try await detector.faces(in: image) }

    /// What the classifier's network is given of each face: cut out and brought to its input's size.
    public func cutouts(of faces: [Face], in image: Image) -> [Image] {
        classifier.cutouts(of: faces, in: image)
    }

    /// The calibrated probabilities of faces that `cutouts(of:in:)` cut out.
    public func probabilities(of cutouts: [Image]) async throws -> [[MaskState: Float]] {
        try await classifier.probabilities(of: cutouts)
    }
}
