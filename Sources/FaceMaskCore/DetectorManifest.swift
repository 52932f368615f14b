/// The description of a face detector, stored inside its model file.
public struct DetectorManifest: Codable, Hashable, Sendable {
    /// The format version that this software writes.
    public static let currentFormat = 1

    /// The format version of this manifest; only `currentFormat` is supported.
    public var format = Self.currentFormat
    /// The model's name, such as `facemask-detector`.
    public var name: String
    /// The network's architecture, as text for people.
    public var architecture: String
    /// The value subtracted from every colour channel, 0…255; see ``preprocessing``.
    public var mean: Float
    /// The factor that the difference is multiplied by; see ``preprocessing``.
    public var scale: Float
    /// Input pixels per cell of each output map, in the maps' order; only ``FaceCell/strides`` are supported.
    public var strides: [Int]
    /// The origin of the weights.
    public var training: ModelManifest.Training
    /// Metrics by name, such as `average_precision`, 0…1.
    public var metrics: [String: Double]
    /// The licence of the weights, as text for people.
    public var licence: String

    /// Creates a manifest. By default, levels are normalized to −1…1.
    public init(
        name: String, architecture: String, preprocessing: DetectorPreprocessing = DetectorPreprocessing(),
        training: ModelManifest.Training, metrics: [String: Double] = [:], licence: String
    ) {
        self.name = name
        self.architecture = architecture
        mean = preprocessing.mean
        scale = preprocessing.scale
        strides = FaceCell.strides
        self.training = training
        self.metrics = metrics
        self.licence = licence
    }

    /// The conversion of a picture to the network's input.
    public var preprocessing: DetectorPreprocessing { DetectorPreprocessing(mean: mean, scale: scale) }

    /// The reason that the manifest can't be used, as a clause that follows "its manifest …"; `nil` if it is valid.
    public var fault: String? {
        if format != Self.currentFormat { return "has format \(format), but this version reads \(Self.currentFormat)" }
        if strides != FaceCell.strides {
            return "names the strides \(strides) instead of \(FaceCell.strides)"
        }
        if !mean.isFinite { return "has the mean \(mean)" }
        if !(scale > 0 && scale.isFinite) { return "has the scale \(scale)" }
        return nil
    }
}
