/// The description of a classifier: everything needed to use it, and the origin of its weights.
///
/// It is stored inside the model file, so that weights and preprocessing can't be separated.
public struct ModelManifest: Codable, Hashable, Sendable {
    /// The format version that this software writes.
    public static let currentFormat = 1

    /// The format version of this manifest; only `currentFormat` is supported.
    public var format = Self.currentFormat
    /// The model's name, such as `facemask-seed`.
    public var name: String
    /// The network's architecture, as text for people: `MobileNetV2 1.0, dense 128`.
    public var architecture: String
    /// The conversion of a face to the network's input, the same as in training.
    public var preprocessing: Preprocessing
    /// The labels in the order of the network's outputs.
    public var labels: [String]
    /// The divisor of the logits before softmax; 1 if the model isn't calibrated.
    public var temperature: Float
    /// The limits below which the evidence is too weak for a decision.
    public var thresholds: Thresholds
    /// The origin of the weights: recipe, seed, data.
    public var training: Training
    /// Metrics by name, such as `validation_accuracy`, 0…1.
    public var metrics: [String: Double]
    /// The licence of the weights, as text for people.
    public var licence: String

    /// The limits below which a verdict is `unsure`.
    public struct Thresholds: Codable, Hashable, Sendable {
        /// The minimum probability of the likeliest state, 0…1.
        public var minimumProbability: Float
        /// The minimum length of the shorter side of a face's box, in pixels of the original picture.
        public var minimumFaceSide: Float

        /// Creates thresholds; the defaults accept everything.
        public init(minimumProbability: Float = 0, minimumFaceSide: Float = 0) {
            self.minimumProbability = minimumProbability
            self.minimumFaceSide = minimumFaceSide
        }
    }

    /// The origin of the weights.
    public struct Training: Codable, Hashable, Sendable {
        /// The recipe of the training, such as `seed`.
        public var recipe: String
        /// SHA-256 over the sorted hashes of the training files, in hexadecimal.
        public var dataHash: String
        /// The number of training pictures, without those for validation.
        public var pictures: Int
        /// The number of passes over the training pictures.
        public var epochs: Int
        /// The seed of everything random in the recipe.
        public var seed: UInt64
        /// The origin of the weights that the training started with.
        public var backbone: String

        /// Creates a description of the origin.
        public init(
            recipe: String, dataHash: String, pictures: Int, epochs: Int, seed: UInt64, backbone: String
        ) {
            self.recipe = recipe
            self.dataHash = dataHash
            self.pictures = pictures
            self.epochs = epochs
            self.seed = seed
            self.backbone = backbone
        }
    }

    /// Creates a manifest.
    public init(
        name: String, architecture: String, preprocessing: Preprocessing, labels: [String], temperature: Float = 1,
        thresholds: Thresholds = Thresholds(), training: Training, metrics: [String: Double] = [:], licence: String
    ) {
        self.name = name
        self.architecture = architecture
        self.preprocessing = preprocessing
        self.labels = labels
        self.temperature = temperature
        self.thresholds = thresholds
        self.training = training
        self.metrics = metrics
        self.licence = licence
    }

    /// The states in the order of the network's outputs.
    public var states: [MaskState] { labels.compactMap(MaskState.init(label:)) }

    /// The reason that the manifest can't be used, as a clause that follows "its manifest …"; `nil` if it is valid.
    public var fault: String? {
        if format != Self.currentFormat { return "has format \(format), but this version reads \(Self.currentFormat)" }
        if labels.count < 2 { return "names \(labels.count) label(s), but two or more are needed" }
        if let word = labels.first(where: { MaskState(label: $0) == nil }) { return "has the unknown label '\(word)'" }
        if Set(states).count != labels.count { return "names a label twice" }
        if !(temperature > 0 && temperature.isFinite) { return "has the temperature \(temperature)" }
        return preprocessing.fault
    }
}
