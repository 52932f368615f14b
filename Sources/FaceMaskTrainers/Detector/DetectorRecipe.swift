internal import Foundation

/// How our face detector is trained, as numbers.
public struct DetectorRecipe: TrainingRecipe, Codable, Hashable, Sendable {
    typealias History = DetectorHistory

    /// Passes, each of `drawsPerEpoch` pictures.
    public var epochs: Int
    /// Pictures that are drawn for an epoch.
    public var drawsPerEpoch: Int
    /// Pictures a step. With fewer than 16 and one thread, libtorch computes 1×1 convolutions by its slow way.
    public var batchSize: Int
    /// The highest learning rate.
    public var learningRate: Double
    /// AdamW's, on weights but not on biases and normalisations.
    public var weightDecay: Double
    /// Steps in which the learning rate rises; then it falls along half a cosine.
    public var warmUpSteps: Int
    /// The least share of the learning rate, at the end.
    public var lastRate: Double
    /// How slowly the averaged weights follow, 0…1.
    public var averaging: Double
    /// The power of the distance between a score and what it should be, by which its loss is weighted: 0 is plain
    /// cross-entropy, 2 the quality focal loss.
    public var focus: Double
    /// What boxes count beside scores.
    public var boxWeight: Double
    /// What points count.
    public var pointsWeight: Double
    /// What masks count.
    public var maskWeight: Double
    /// Share of the pictures that check the training where no other dataset does, 0…1.
    public var validationFraction: Double
    /// Decides the first weights, the draws and the augmentation.
    public var seed: UInt64
    /// Sides of what the network sees while it learns, in pixels, a multiple of 32.
    public var inputSide: Int
    /// How pictures are cut and changed, anew each time they are drawn.
    public var augmentation: SceneAugmentation

    /// Creates a recipe.
    public init(epochs: Int = 60, batchSize: Int = 16, learningRate: Double = 2e-3, seed: UInt64 = 42) {
        self.epochs = epochs
        self.batchSize = batchSize
        self.learningRate = learningRate
        self.seed = seed
        drawsPerEpoch = 4096
        weightDecay = 0.02
        warmUpSteps = 200
        lastRate = 0.02
        averaging = 0.999
        focus = 0
        boxWeight = 2
        pointsWeight = 0.2
        maskWeight = 0.1
        validationFraction = 0.1
        inputSide = 384
        augmentation = SceneAugmentation()
    }

    /// Throws `TrainingError.invalidConfiguration` when a number is out of its range.
    public func validate() throws {
        func require(_ isFine: Bool, _ option: String, _ reason: String) throws {
            if !isFine { throw TrainingError(code: .invalidConfiguration, subject: option, reason: reason) }
        }
        try require((1...100_000).contains(epochs), "--epochs \(epochs)", "it must be from 1 to 100,000")
        try require((1...1024).contains(batchSize), "--batch-size \(batchSize)", "it must be from 1 to 1,024")
        try require(
            learningRate > 0 && learningRate <= 1, "--learning-rate \(learningRate)", "it must be above 0, at most 1")
        try require(
            validationFraction > 0 && validationFraction < 1, "--validation \(validationFraction)",
            "it must lie between 0 and 1")
        try require(
            (64...1024).contains(inputSide) && inputSide.isMultiple(of: 32), "--input-side \(inputSide)",
            "it must be a multiple of 32 from 64 to 1,024")
        try require((0...4).contains(focus), "focus \(focus)", "it must be from 0 to 4")
        try require(drawsPerEpoch >= 1, "drawsPerEpoch \(drawsPerEpoch)", "it must be at least 1")
    }

    /// The share of the full learning rate at a step, counted from 0, of so many.
    func rate(step: Int, of steps: Int) -> Double {
        let done = Double(step) + 1
        let rising = Double(min(warmUpSteps, steps))
        if done <= rising { return done / rising }
        let falling = 0.5 * (1 + cos(.pi * (done - rising) / max(Double(steps) - rising, 1)))
        return lastRate + (1 - lastRate) * falling
    }

    /// How far the averaged weights move at a step: quickly at first, so that they forget the start.
    func averagingStep(_ step: Int) -> Double { max(1 - averaging, 1 / Double(step / 10 + 2)) }
}
