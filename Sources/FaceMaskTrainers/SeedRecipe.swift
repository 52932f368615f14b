internal import FaceMaskCore

/// What a training measured, epoch by epoch.
protocol EpochList: Codable, Sendable {
    /// How many are done.
    var epochCount: Int { get }
}

extension TrainingHistory: EpochList {
    var epochCount: Int { epochs.count }
}

/// The numbers of a training: what a checkpoint is compared by.
protocol TrainingRecipe: Codable, Hashable, Sendable {
    /// What such a training measures.
    associatedtype History: EpochList = TrainingHistory
    var epochs: Int { get set }
    var seed: UInt64 { get }
}

extension TrainingRecipe {
    /// A generator for one purpose in one epoch, so that nothing random hangs on what ran before.
    func random(_ epoch: Int, _ purpose: Int) -> SeededGenerator {
        var generator = SeededGenerator(seed: seed)
        for number in [epoch, purpose] { generator = SeededGenerator(seed: generator.next() &+ UInt64(number)) }
        return SeededGenerator(seed: generator.next())
    }
}

/// The original program's training, as numbers: a frozen MobileNetV2 under a small head.
public struct SeedRecipe: TrainingRecipe, Codable, Hashable, Sendable {
    /// Passes over the training pictures.
    public var epochs: Int
    /// Pictures a step.
    public var batchSize: Int
    /// Adam's. The original's text says 1e-5, its published peers use 1e-4.
    public var learningRate: Double
    /// Share of the pictures that is kept for validation, 0…1.
    public var validationFraction: Double
    /// Whether near-duplicates are kept on one side of the split.
    public var isGrouped: Bool
    /// Decides the split, the first weights, the order, the augmentation and the dropout.
    public var seed: UInt64
    /// Sides of the input in pixels.
    public var inputSide: Int
    /// Units of the hidden layer.
    public var hiddenUnits: Int
    /// Share of the hidden units that each training step leaves out, 0…1.
    public var dropout: Double
    /// How training pictures are changed, anew in each epoch.
    public var augmentation: Augmentation

    /// Creates a recipe; the defaults are the original's.
    public init(
        epochs: Int = 20, batchSize: Int = 32, learningRate: Double = 1e-4, validationFraction: Double = 0.2,
        isGrouped: Bool = false, seed: UInt64 = 42
    ) {
        self.epochs = epochs
        self.batchSize = batchSize
        self.learningRate = learningRate
        self.validationFraction = validationFraction
        self.isGrouped = isGrouped
        self.seed = seed
        inputSide = 224
        hiddenUnits = 128
        dropout = 0.5
        augmentation = .seed
    }

    /// Throws `TrainingError.invalidConfiguration` when a number is out of its range.
    public func validate() throws {
        func require(_ isFine: Bool, _ option: String, _ reason: String) throws {
            if !isFine { throw TrainingError(code: .invalidConfiguration, subject: option, reason: reason) }
        }
        try require((1...10_000).contains(epochs), "--epochs \(epochs)", "it must be from 1 to 10,000")
        try require((1...1024).contains(batchSize), "--batch-size \(batchSize)", "it must be from 1 to 1,024")
        try require(
            learningRate > 0 && learningRate <= 1, "--learning-rate \(learningRate)", "it must be above 0, at most 1")
        try require(
            validationFraction > 0 && validationFraction < 1, "--validation \(validationFraction)",
            "it must lie between 0 and 1")
    }
}
