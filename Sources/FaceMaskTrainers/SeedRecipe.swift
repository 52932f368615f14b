/// The hyperparameters of the original program: a small head is trained on a frozen MobileNetV2.
package struct SeedRecipe: TrainingRecipe, Codable, Hashable, Sendable {
    /// The number of passes over the training pictures.
    package var epochs: Int
    /// The number of pictures per step.
    package var batchSize: Int
    /// The learning rate of Adam. The original's text says 1e-5, but published similar programs use 1e-4.
    package var learningRate: Double
    /// The share of the pictures for validation, 0…1.
    package var validationFraction: Double
    /// Whether near-copies stay in one part.
    package var isGrouped: Bool
    /// The seed of the split, the initial weights, the order, the augmentation and the dropout.
    package var seed: UInt64
    /// The sides of the input in pixels.
    package var inputSide: Int
    /// The units of the hidden layer.
    package var hiddenUnits: Int
    /// The share of the hidden units that dropout leaves out in each step, 0…1.
    package var dropout: Double
    /// The changes to training pictures, drawn in each epoch.
    package var augmentation: Augmentation

    /// Creates a recipe; the defaults are the original's.
    package init(
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

    package var limits: [RecipeLimit] {
        [
            .epochs(epochs, upTo: 10_000), .batchSize(batchSize), .learningRate(learningRate),
            .validation(validationFraction),
        ]
    }
}
