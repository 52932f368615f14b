/// The original program's training, as numbers: a frozen MobileNetV2 under a small head.
package struct SeedRecipe: TrainingRecipe, Codable, Hashable, Sendable {
    /// Passes over the training pictures.
    package var epochs: Int
    /// Pictures a step.
    package var batchSize: Int
    /// Adam's. The original's text says 1e-5, its published peers use 1e-4.
    package var learningRate: Double
    /// Share of the pictures that is kept for validation, 0…1.
    package var validationFraction: Double
    /// Whether near-duplicates are kept on one side of the split.
    package var isGrouped: Bool
    /// Decides the split, the first weights, the order, the augmentation and the dropout.
    package var seed: UInt64
    /// Sides of the input in pixels.
    package var inputSide: Int
    /// Units of the hidden layer.
    package var hiddenUnits: Int
    /// Share of the hidden units that each training step leaves out, 0…1.
    package var dropout: Double
    /// How training pictures are changed, anew in each epoch.
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
