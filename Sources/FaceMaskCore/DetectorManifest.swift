/// What a face detector's file says of itself; it travels inside the model file.
public struct DetectorManifest: Codable, Hashable, Sendable {
    /// The version of this description that the current software writes.
    public static let currentFormat = 1

    /// The version of the description that was read; this software reads `currentFormat` only.
    public var format = Self.currentFormat
    /// What people call the model, such as `facemask-detector`.
    public var name: String
    /// The network, for people.
    public var architecture: String
    /// Subtracted from every level, 0…255, of every colour; see ``preprocessing``.
    public var mean: Float
    /// Multiplies the difference; see ``preprocessing``.
    public var scale: Float
    /// Pixels for each cell of the output maps, in their order; this software knows ``FaceCell/strides``.
    public var strides: [Int]
    /// How it came about.
    public var training: ModelManifest.Training
    /// Measured values by name, such as `average_precision`, 0…1.
    public var metrics: [String: Double]
    /// On what terms the weights may be used, for people.
    public var licence: String

    /// Creates a manifest; levels become −1…1 unless told otherwise.
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

    /// How a picture becomes the network's input.
    public var preprocessing: DetectorPreprocessing { DetectorPreprocessing(mean: mean, scale: scale) }

    /// Why the manifest can't be used, as a clause that follows "its manifest …"; `nil` when it is sound.
    public var fault: String? {
        if format != Self.currentFormat { return "has format \(format), this software reads \(Self.currentFormat)" }
        if strides != FaceCell.strides {
            return "names the strides \(strides), this software knows \(FaceCell.strides)"
        }
        if !mean.isFinite { return "has the mean \(mean)" }
        if !(scale > 0 && scale.isFinite) { return "has the scale \(scale)" }
        return nil
    }
}
