/// What a classifier's file says of itself: everything needed to use it, and where it comes from.
///
/// It travels inside the model file, so that weights and preprocessing can't be separated.
public struct ModelManifest: Codable, Hashable, Sendable {
    /// The version of this description that the current software writes.
    public static let currentFormat = 1

    /// The version of the description that was read; this software reads `currentFormat` only.
    public var format = Self.currentFormat
    /// What people call the model, such as `facemask-seed`.
    public var name: String
    /// The network, for people: `MobileNetV2 1.0, dense 128`.
    public var architecture: String
    /// How a face becomes the network's input, the same as when it was trained.
    public var preprocessing: Preprocessing
    /// Labels in the order of the network's outputs.
    public var labels: [String]
    /// Logits are divided by it before softmax; 1 when the model was not calibrated.
    public var temperature: Float
    /// When the evidence is too weak for a decision.
    public var thresholds: Thresholds
    /// How it came about: recipe, commands, data.
    public var training: Training
    /// Measured values by name, such as `validation_accuracy`, 0…1.
    public var metrics: [String: Double]
    /// On what terms the weights may be used, for people.
    public var licence: String

    /// Below these a verdict is `unsure`.
    public struct Thresholds: Codable, Hashable, Sendable {
        /// The least probability of the likeliest state, 0…1.
        public var minimumProbability: Float
        /// The least side of a face's box in pixels of the original picture.
        public var minimumFaceSide: Float

        /// Creates thresholds; the defaults turn nothing away.
        public init(minimumProbability: Float = 0, minimumFaceSide: Float = 0) {
            self.minimumProbability = minimumProbability
            self.minimumFaceSide = minimumFaceSide
        }
    }

    /// The origin of the weights.
    public struct Training: Codable, Hashable, Sendable {
        /// The training's recipe, such as `seed`.
        public var recipe: String
        /// SHA-256 over the sorted hashes of the training files, in hexadecimal.
        public var dataHash: String
        /// Pictures learnt from, without those of the validation.
        public var pictures: Int
        /// Passes over the training pictures that the weights have behind them.
        public var epochs: Int
        /// Decides all that is random in the recipe.
        public var seed: UInt64
        /// Where the weights that the training began with come from.
        public var backbone: String

        /// Creates a note of origin.
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

    /// The states of the network's outputs, in order.
    public var states: [MaskState] { labels.compactMap(MaskState.init(label:)) }

    /// Why the manifest can't be used, as a clause that follows "its manifest …"; `nil` when it is sound.
    public var fault: String? {
        if format != Self.currentFormat { return "has format \(format), this software reads \(Self.currentFormat)" }
        if labels.count < 2 { return "names \(labels.count) label(s), two or more are needed" }
        if let word = labels.first(where: { MaskState(label: $0) == nil }) { return "has the unknown label '\(word)'" }
        if Set(states).count != labels.count { return "names a label twice" }
        if !(temperature > 0 && temperature.isFinite) { return "has the temperature \(temperature)" }
        return preprocessing.fault
    }
}
