package import FaceMaskCore
package import FaceMaskInference
package import FaceMaskNetworks
internal import FaceMaskTorch
package import Foundation

/// A picture for training or validation.
package struct TrainingExample: Hashable, Sendable {
    /// At the network's input size.
    package var cutout: Image
    /// The index of its state among the training's states.
    package var label: Int

    /// Creates an example.
    package init(cutout: Image, label: Int) {
        self.cutout = cutout
        self.label = label
    }
}

/// Trains by the original program's recipe.
///
/// The backbone is frozen, so its features are computed only when a picture changes: once per epoch for training
/// pictures, which are augmented, and once for validation pictures. Trainings are reproducible: the same seed gives the
/// same numbers, whether or not the training was interrupted and resumed.
package struct SeedTrainer: Sendable {
    private let recipe: SeedRecipe
    private let backbone: MobileNetV2
    private let frozen: FrozenBackbone
    private let training: [TrainingExample]
    private let validation: [TrainingExample]
    private let checkpoints: URL
    private let identity: Checkpoint<SeedRecipe>.Identity
    private let classes: Int

    /// Prepares a training whose checkpoints are saved in a folder, which is created if missing.
    package init(
        recipe: SeedRecipe, backbone: MobileNetV2, engine: Engine, data: Data, checkpoints: URL
    ) throws {
        try recipe.validate()
        self.recipe = recipe
        self.backbone = backbone
        frozen = try FrozenBackbone(backbone, side: recipe.inputSide, engine: engine, precision: .fast)
        training = data.training
        validation = data.validation
        classes = data.classes
        self.checkpoints = checkpoints
        identity = Checkpoint<SeedRecipe>.Identity(
            recipe: recipe, dataHash: data.hash, trainingPictures: training.count,
            validationPictures: validation.count, backbone: backbone.origin)
    }

    /// The training and validation data.
    package struct Data: Sendable {
        /// The pictures for training, which are shuffled in each epoch.
        package var training: [TrainingExample]
        /// The pictures for validation after each epoch, never augmented.
        package var validation: [TrainingExample]
        /// The number of states.
        package var classes: Int
        /// Identifies this data.
        package var hash: String

        /// Creates data; neither part may be empty.
        package init(training: [TrainingExample], validation: [TrainingExample], classes: Int, hash: String) {
            precondition(!training.isEmpty && !validation.isEmpty, "there are pictures for training and validation")
            self.training = training
            self.validation = validation
            self.classes = classes
            self.hash = hash
        }
    }

    /// Trains to the end and returns the weights of the last epoch.
    package func train(
        isResumed: Bool, progress: (TrainingProgress<TrainingHistory.Epoch>) -> Void
    ) async throws -> (classifier: TrainedClassifier, history: TrainingHistory) {
        try Torch.seed(recipe.seed)
        let head = try TrainableHead(recipe: recipe, features: MobileNetV2.featureCount, classes: classes)
        let loop = EpochLoop(recipe: recipe, identity: identity, folder: checkpoints)
        let start = try loop.start(head, isResumed: isResumed)
        let checks = try await frozen.features(count: validation.count, cutout: { validation[$0].cutout }) {
            progress(.validationFeatures(done: $0, of: validation.count))
        }
        let end = try await loop.run(head, from: start) { epoch, _ in
            let learnt = try await learn(head, epoch: epoch, progress: progress)
            let checked = try check(head, features: checks)
            try EpochLoop<SeedRecipe>.requireFinite(learnt.loss, "the loss", epoch: epoch)
            try EpochLoop<SeedRecipe>.requireFinite(checked.loss, "the validation loss", epoch: epoch)
            return TrainingHistory.Epoch(epoch: epoch, training: learnt, validation: checked, seconds: 0)
        } onEpoch: { row in
            progress(.epoch(row))
        }
        return (TrainedClassifier(backbone: backbone, head: try head.trained()), end.history)
    }

    /// Trains for one epoch and returns the means over its steps, weighted by their size, like Keras.
    private func learn(
        _ head: TrainableHead, epoch: Int, progress: (TrainingProgress<TrainingHistory.Epoch>) -> Void
    ) async throws -> (loss: Double, accuracy: Double) {
        // Everything random depends on the seed, the epoch and the picture, never on earlier steps.
        try Torch.seed(recipe.random(epoch, 0).state)
        var generator = recipe.random(epoch, 1)
        let order = training.indices.shuffled(using: &generator)
        var (loss, correct) = (0.0, 0)
        for places in batches(of: order.count, size: recipe.batchSize) {
            let batch = Array(order[places])
            let features = try await frozen.features(count: batch.count, cutout: { augmented(batch[$0], epoch) })
            try Task.checkCancellation()
            let result = try onOneThread {
                try head.learn(features: features, labels: batch.map { training[$0].label })
            }
            loss += result.loss * Double(batch.count)
            correct += result.correct
            progress(.inputs(epoch: epoch, done: places.upperBound, of: order.count, loss: nil))
        }
        return (loss / Double(order.count), Double(correct) / Double(order.count))
    }

    private func check(_ head: TrainableHead, features: [[Float]]) throws -> (loss: Double, accuracy: Double) {
        let result = try onOneThread { try head.check(features: features, labels: validation.map(\.label)) }
        return (result.loss, Double(result.correct) / Double(validation.count))
    }

    private func augmented(_ index: Int, _ epoch: Int) -> Image {
        var generator = recipe.random(epoch, index + 2)
        return training[index].cutout.warped(by: recipe.augmentation.draw(using: &generator))
    }

    /// Runs `body` on one thread of libtorch. A second thread gains nothing for such a small head, and sums whose order
    /// depends on the number of threads would make resumed trainings differ. Tasks move between threads, and libtorch
    /// stores the number separately for each.
    private func onOneThread<Result>(_ body: () throws -> Result) throws -> Result {
        Torch.threadCount = 1
        return try body()
    }
}
