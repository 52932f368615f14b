internal import FaceMaskClassification
package import FaceMaskCore
package import FaceMaskDetection

/// The steps of `analyze(_:)` one by one, for measurements.
extension MaskDetector {
    /// Returns how often the face detector's network runs for `image`, at least once.
    package func detectorRunCount(for image: Image) async throws -> Int { try await detector.runCount(for: image) }

    /// Returns the inputs of the face detector's network in its first `count` runs for `image`, or in all runs if there
    /// are fewer.
    package func detectorInputs(for image: Image, count: Int) -> [DetectorInput] {
        detector.inputs(for: image, count: count)
    }

    /// Returns the faces in `image`, in descending order of score.
    package func detectedFaces(in image: Image) async throws -> [Face] { try await detector.faces(in: image) }

    /// Returns the classifier's inputs for faces in `image`: cropped and scaled.
    package func cutouts(of faces: [Face], in image: Image) -> [Image] { classifier.cutouts(of: faces, in: image) }

    /// Returns the calibrated probabilities for inputs that `cutouts(of:in:)` returned.
    package func probabilities(of cutouts: [Image]) async throws -> [[MaskState: Float]] {
        try await classifier.probabilities(of: cutouts)
    }
}
