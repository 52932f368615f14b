/// The hyperparameters of FaceMask's face detector.
package struct DetectorRecipe: TrainingRecipe, Codable, Hashable, Sendable {
    package typealias History = DetectorHistory

    /// The number of epochs, each of `drawsPerEpoch` pictures.
    package var epochs: Int
    /// The number of pictures drawn for an epoch.
    package var drawsPerEpoch: Int
    /// The number of pictures per step. With fewer than 16 and one thread, libtorch computes 1×1 convolutions by a slow
    /// method.
    package var batchSize: Int
    /// The highest learning rate.
    package var learningRate: Double
    /// The weight decay of AdamW, on weights but not on biases and normalizations.
    package var weightDecay: Double
    /// The number of steps in which the learning rate rises; then it falls along half a cosine.
    package var warmUpSteps: Int
    /// The share of the learning rate at the end.
    package var lastRate: Double
    /// The decay rate of the averaged weights, 0…1: the higher, the more slowly they follow the current ones.
    package var averaging: Double
    /// The exponent of the distance between a score and its target by which its loss is weighted: 0 is plain
    /// cross-entropy, 2 the quality focal loss.
    package var focus: Double
    /// The weight of the loss of boxes; that of scores is 1.
    package var boxWeight: Double
    /// The weight of the loss of landmarks.
    package var pointsWeight: Double
    /// The weight of the loss of masks.
    package var maskWeight: Double
    /// The share of the pictures for validation if there is no other validation dataset, 0…1.
    package var validationFraction: Double
    /// The seed of the initial weights, the draws and the augmentation.
    package var seed: UInt64
    /// The sides of the training inputs in pixels, a multiple of 32.
    package var inputSide: Int
    /// The cropping and the changes of pictures, drawn each time.
    package var augmentation: SceneAugmentation

    /// Creates a recipe.
    package init(epochs: Int = 60, batchSize: Int = 16, learningRate: Double = 2e-3, seed: UInt64 = 42) {
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

    package var limits: [RecipeLimit] {
        [
            .epochs(epochs, upTo: 100_000), .batchSize(batchSize), .learningRate(learningRate),
            .validation(validationFraction), .inputSide(inputSide, in: 64...1024),
            RecipeLimit("focus \(focus)", "it must be from 0 to 4", isMet: (0...4).contains(focus)),
            RecipeLimit("drawsPerEpoch \(drawsPerEpoch)", "it must be at least 1", isMet: drawsPerEpoch >= 1),
        ]
    }

    /// Returns the course of the learning rate in `steps` steps.
    func schedule(of steps: Int) -> RateSchedule {
        RateSchedule(steps: steps, rising: Double(min(warmUpSteps, steps)), floor: lastRate)
    }

    /// Returns the step of the averaged weights towards the current ones: large at first, so that they forget the
    /// start.
    func averagingStep(_ step: Int) -> Double { max(1 - averaging, 1 / Double(step / 10 + 2)) }
}
