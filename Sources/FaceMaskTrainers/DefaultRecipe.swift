/// The hyperparameters of the shipped classifier: all weights of a MobileNetV2 are trained, on faces cropped as in
/// detection and augmented to resemble photos from other sources.
public struct DefaultRecipe: TrainingRecipe, Codable, Hashable, Sendable {
    /// The number of epochs, each of which draws as many faces as there are for training.
    public var epochs: Int
    /// The number of faces per step.
    public var batchSize: Int
    /// The highest learning rate of the convolutions.
    public var learningRate: Double
    /// The highest learning rate of the dense layer, which starts untrained.
    public var headLearningRate: Double
    /// The weight decay of AdamW, on weights but not on biases.
    public var weightDecay: Double
    /// The share of the steps in which the learning rate rises, 0…1; then it falls along half a cosine.
    public var warmUp: Double
    /// The probability that label smoothing spreads over all classes.
    public var labelSmoothing: Double
    /// The share of the features that dropout leaves out in each step, 0…1.
    public var dropout: Double
    /// The decay rate of the averaged weights, 0…1: the higher, the more slowly they follow the current ones.
    public var averaging: Double
    /// The balance of classes, 0…1: at 0 they are drawn in proportion to their size, at 1 equally often; a class of n
    /// faces has the weight n^(1 − balance).
    public var classBalance: Double
    /// The balance of the origins within a class, 0…1.
    public var originBalance: Double
    /// The number of epochs without a better validation loss after which the training ends.
    public var patience: Int
    /// The share of the groups in the validation part, 0…1.
    public var validationFraction: Double
    /// The share of the groups in the test part, which influences nothing and is reported, 0…1.
    public var testFraction: Double
    /// The seed of the split, the initial weights, the draws, the augmentation and the dropout.
    public var seed: UInt64
    /// The sides of the input in pixels, a multiple of 32.
    public var inputSide: Int
    /// The margin by which a face's box is expanded on every side, as a share of its width and height.
    public var cropMargin: Float
    /// The changes to training faces, drawn each time.
    public var augmentation: FaceAugmentation

    /// Creates a recipe; docs/measurements.md has the comparisons behind the defaults.
    public init(
        epochs: Int = 10, batchSize: Int = 32, learningRate: Double = 3e-4, validationFraction: Double = 0.1,
        testFraction: Double = 0.1, inputSide: Int = 160, seed: UInt64 = 42
    ) {
        self.epochs = epochs
        self.batchSize = batchSize
        self.learningRate = learningRate
        self.validationFraction = validationFraction
        self.testFraction = testFraction
        self.inputSide = inputSide
        self.seed = seed
        headLearningRate = learningRate * 4
        weightDecay = 0.02
        warmUp = 0.05
        labelSmoothing = 0.05
        dropout = 0.2
        averaging = 0.998
        classBalance = 0.5
        originBalance = 0.5
        patience = 4
        cropMargin = 0.25
        augmentation = FaceAugmentation()
    }

    package var earlyStoppingPatience: Int? { patience }

    package var limits: [RecipeLimit] {
        [
            .epochs(epochs, upTo: 10_000), .batchSize(batchSize, from: 2), .learningRate(learningRate),
            RecipeLimit(
                "--validation \(validationFraction) --test \(testFraction)",
                "both must be shares that leave something to learn from",
                isMet: validationFraction > 0 && validationFraction + testFraction < 1 && testFraction >= 0),
            .inputSide(inputSide, in: 32...512),
        ]
    }

    /// Returns the course of the learning rates in `steps` steps.
    func schedule(of steps: Int) -> RateSchedule { RateSchedule(steps: steps, rising: max(Double(steps) * warmUp, 1)) }

    /// Returns the step of the averaged weights towards the current ones: large at first, so that they forget the
    /// start.
    func averagingStep(_ step: Int) -> Double { max(1 - averaging, 1 / Double(step + 2)) }
}
