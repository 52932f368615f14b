public import FaceMaskCore
public import Foundation
public import FaceMaskInference
internal import FaceMaskTorch

/// A picture to learn from or to check on.
public struct TrainingExample: Hashable, Sendable {
    /// At the network's input size.
    public var cutout: Image
    /// The place of its state among the training's states.
    public var label: Int

    /// Creates an example.
    public init(cutout: Image, label: Int) {
        self.cutout = cutout
        self.label = label
    }
}

/// Trains by the original program's recipe.
///
/// The backbone is frozen, so each picture goes through it only as often as it changes: training pictures, newly
/// augmented, once an epoch, validation pictures once. A training is exact: the same seed gives the same numbers,
/// whether or not it was interrupted and resumed.
public struct SeedTrainer: Sendable {
    private let recipe: SeedRecipe
    private let backbone: FrozenBackbone
    private let training: [TrainingExample]
    private let validation: [TrainingExample]
    private let checkpoints: URL
    private let identity: Checkpoint<SeedRecipe>.Identity
    private let classes: Int

    /// Prepares a training whose checkpoints lie in a folder, which is made when missing. `dataHash` tells datasets
    /// apart.
    public init(
        recipe: SeedRecipe, backbone: MobileNetV2, engine: Engine, data: Data, checkpoints: URL
    ) throws {
        try recipe.validate()
        self.recipe = recipe
        self.backbone = try FrozenBackbone(backbone, side: recipe.inputSide, engine: engine, precision: .fast)
        training = data.training
        validation = data.validation
        classes = data.classes
        self.checkpoints = checkpoints
        identity = Checkpoint<SeedRecipe>.Identity(
            recipe: recipe, dataHash: data.hash, trainingPictures: training.count,
            validationPictures: validation.count, backbone: backbone.origin)
    }

    /// What is learnt from and checked on.
    public struct Data: Sendable {
        /// What is learnt from, in an order that the epochs shuffle.
        public var training: [TrainingExample]
        /// What is checked on after each epoch, never augmented.
        public var validation: [TrainingExample]
        /// How many states there are.
        public var classes: Int
        /// Tells this data from other data.
        public var hash: String

        /// Creates data; neither part may be empty.
        public init(training: [TrainingExample], validation: [TrainingExample], classes: Int, hash: String) {
            precondition(!training.isEmpty && !validation.isEmpty, "there is something to learn from and to check on")
            self.training = training
            self.validation = validation
            self.classes = classes
            self.hash = hash
        }
    }

    /// Trains to the end and returns the head that the last epoch left.
    public func train(
        isResumed: Bool, progress: (TrainingProgress) -> Void
    ) async throws -> (head: TrainedHead, history: TrainingHistory) {
        try Torch.seed(recipe.seed)
        let head = try DenseHead(recipe: recipe, features: MobileNetV2.featureCount, classes: classes)
        var history =
            isResumed ? try Checkpoint.restore(head, identity: identity, from: checkpoints) : TrainingHistory()
        let checks = try await backbone.features(count: validation.count, cutout: { validation[$0].cutout }) {
            progress(.validationFeatures(done: $0, of: validation.count))
        }
        let first = history.epochs.count + 1
        for epoch in first..<max(recipe.epochs + 1, first) {
            let start = ContinuousClock.now
            let learnt = try await learn(head, epoch: epoch, progress: progress)
            let checked = try check(head, features: checks)
            guard learnt.loss.isFinite, checked.loss.isFinite else {
                let reason =
                    learnt.loss.isFinite ? "the validation loss is \(checked.loss)" : "the loss is \(learnt.loss)"
                throw TrainingError(code: .diverged, subject: "epoch \(epoch)", reason: reason)
            }
            let row = TrainingHistory.Epoch(
                epoch: epoch, training: learnt, validation: checked,
                seconds: start.duration(to: .now) / .seconds(1))
            history.epochs.append(row)
            try Checkpoint.save(head, history: history, identity: identity, in: checkpoints)
            progress(.epoch(row))
        }
        return (TrainedHead(tensors: try head.tensors()), history)
    }

    /// One pass over the training pictures. Returns the means over its steps, weighted by their size, as Keras does.
    private func learn(
        _ head: DenseHead, epoch: Int, progress: (TrainingProgress) -> Void
    ) async throws -> (loss: Double, accuracy: Double) {
        // Everything random hangs on the seed, the epoch and the picture, never on what ran before.
        try Torch.seed(recipe.random(epoch, 0).state)
        var generator = recipe.random(epoch, 1)
        let order = training.indices.shuffled(using: &generator)
        var (loss, correct) = (0.0, 0)
        for start in stride(from: 0, to: order.count, by: recipe.batchSize) {
            let batch = Array(order[start..<min(start + recipe.batchSize, order.count)])
            let features = try await backbone.features(count: batch.count, cutout: { augmented(batch[$0], epoch) })
            try Task.checkCancellation()
            let result = try onOneThread {
                try head.learn(features: features, labels: batch.map { training[$0].label })
            }
            loss += result.loss * Double(batch.count)
            correct += result.correct
            progress(.pictures(epoch: epoch, done: start + batch.count, of: order.count))
        }
        return (loss / Double(order.count), Double(correct) / Double(order.count))
    }

    private func check(_ head: DenseHead, features: [[Float]]) throws -> (loss: Double, accuracy: Double) {
        let result = try onOneThread { try head.check(features: features, labels: validation.map(\.label)) }
        return (result.loss, Double(result.correct) / Double(validation.count))
    }

    private func augmented(_ index: Int, _ epoch: Int) -> Image {
        var generator = recipe.random(epoch, index + 2)
        return training[index].cutout.warped(by: recipe.augmentation.draw(using: &generator))
    }

    /// The head is so small that a second thread gains nothing, and sums whose order hangs on the number of threads
    /// would make resumed trainings differ. Tasks move between threads, and libtorch keeps the number for each.
    private func onOneThread<Result>(_ body: () throws -> Result) throws -> Result {
        Torch.threadCount = 1
        return try body()
    }
}
