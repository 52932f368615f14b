internal import FaceMaskClassification
public import FaceMaskCore

extension MaskDetector {
    /// Classifies faces that are already cropped, such as those of another face detector. Returns one verdict for each
    /// crop, in the same order.
    ///
    /// A crop is a face's bounding box, from the hairline to the chin and from ear to ear, grown on every side by
    /// `manifest.preprocessing.cropMargin` times its width and height, as far as the picture extends. It may have any
    /// size and proportions: it is scaled to the network's input. Crops with another margin give worse results.
    ///
    /// A verdict is `unsure` if its probability is below the manifest's `minimumProbability`. The threshold for the
    /// size of a face doesn't apply: the caller decides whether a crop is large enough.
    public func verdicts(onCrops crops: [Image]) async throws -> [Verdict] {
        crops.isEmpty ? [] : try await classifier.verdicts(onCrops: crops)
    }

    /// Classifies a face that is already cropped, see `verdicts(onCrops:)`.
    public func verdict(onCrop crop: Image) async throws -> Verdict {
        let verdicts = try await verdicts(onCrops: [crop])
        return verdicts[0]
    }
}
