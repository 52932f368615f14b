package import FaceMaskCore
package import FaceMaskNetworks
internal import FaceMaskTorch
package import Foundation

/// Trains by the default recipe: all weights of a MobileNetV2, on faces cropped as in detection.
///
/// Trainings are reproducible: on the same machine, the same seed gives the same numbers, whether or not the training was
/// interrupted and resumed.
package struct DefaultTrainer: Sendable {
    private let recipe: DefaultRecipe
    private let backbone: MobileNetV2
    private let data: Data
    private let checkpoints: URL
    private let compress: FaceAugmentation.Compression
    private let preprocessing: Preprocessing
    private let augmentation: FaceAugmentation
    private let sampler: FaceSampler
    private let identity: Checkpoint<DefaultRecipe>.Identity

    /// The number of batches that are prepared ahead.
    private static let batchesAhead = 2

    /// The training and validation data.
    package struct Data: Sendable {
        /// The faces for training; their order doesn't matter.
        package var training: [TrainingFace]
        /// The faces for validation after each epoch, never augmented.
        package var validation: [TrainingFace]
        /// The states, in the order of the network's outputs.
        package var states: [MaskState]
        /// Identifies this data.
        package var hash: String

        /// Creates data; neither part may be empty.
        package init(training: [TrainingFace], validation: [TrainingFace], states: [MaskState], hash: String) {
            precondition(!training.isEmpty && !validation.isEmpty, "there are faces for training and validation")
            self.training = training
            self.validation = validation
            self.states = states
            self.hash = hash
        }
    }

    /// Prepares a training whose checkpoints are saved in a folder, which is created if missing. `compress` compresses
    /// and decompresses a picture, for the augmentation. Throws `TrainingError.invalidConfiguration`.
    package init(
        recipe: DefaultRecipe, backbone: MobileNetV2, data: Data, checkpoints: URL,
        compress: @escaping FaceAugmentation.Compression
    ) throws {
        try recipe.validate()
        self.recipe = recipe
        self.backbone = backbone
        self.data = data
        self.checkpoints = checkpoints
        self.compress = compress
        var augmentation = recipe.augmentation
        // A drawn mask may be worn incorrectly, which requires a state for it.
        if !data.states.contains(.wornIncorrectly) || !data.states.contains(.worn) { augmentation.drawn = 0 }
        self.augmentation = augmentation
        sampler = FaceSampler(
            faces: data.training, classBalance: recipe.classBalance, originBalance: recipe.originBalance)
        preprocessing = backbone.preprocessing(side: recipe.inputSide, cropMargin: recipe.cropMargin)
        identity = Checkpoint<DefaultRecipe>.Identity(
            recipe: recipe, dataHash: data.hash, trainingPictures: data.training.count,
            validationPictures: data.validation.count, backbone: backbone.origin)
    }

    /// Trains to the last epoch or until the recipe's patience ends, and returns the averaged weights of the epoch with
    /// the lowest validation loss.
    package func train(
        isResumed: Bool, progress: (TrainingProgress<TrainingHistory.Epoch>) -> Void
    ) async throws -> (classifier: TrainedClassifier, history: TrainingHistory) {
        try Torch.seed(recipe.seed)
        let network = try TrainableMobileNetV2(backbone, recipe: recipe, classes: data.states.count)
        let loop = EpochLoop(recipe: recipe, identity: identity, folder: checkpoints)
        let start = try loop.start(network, isResumed: isResumed)
        let end = try await loop.run(network, from: start) { epoch, _ in
            let learnt = try await learn(network, epoch: epoch, progress: progress)
            let checked = try await check(network)
            try EpochLoop<DefaultRecipe>.requireFinite(learnt.loss, "the loss", epoch: epoch)
            try EpochLoop<DefaultRecipe>.requireFinite(checked.loss, "the validation loss", epoch: epoch)
            return TrainingHistory.Epoch(epoch: epoch, training: learnt, validation: checked, seconds: 0)
        } onEpoch: { row in
            progress(.epoch(row))
        }
        let classifier = try end.best.map { try network.trained(with: $0.tensors) } ?? network.trained()
        return (classifier, end.history)
    }

    /// Returns the first inputs of a training that isn't resumed, as pictures for inspection.
    package func firstInputs(_ count: Int) throws -> [Image] {
        var generator = recipe.random(1, 1)
        let draws = sampler.draws(data.training.count, using: &generator)
        return try draws.prefix(count).enumerated().map { try cutout($0.element, epoch: 1, place: $0.offset).image }
    }

    /// Trains for one epoch and returns the means over its faces.
    private func learn(
        _ network: TrainableMobileNetV2, epoch: Int, progress: (TrainingProgress<TrainingHistory.Epoch>) -> Void
    ) async throws -> (loss: Double, accuracy: Double) {
        // Everything random depends on the seed, the epoch and the index in it, never on earlier steps.
        try Torch.seed(recipe.random(epoch, 0).state)
        var generator = recipe.random(epoch, 1)
        let draws = sampler.draws(data.training.count, using: &generator)
        let batches = batches(of: draws.count, size: recipe.batchSize)
        var (loss, correct) = (0.0, 0)
        try await forEachPrepared(batches.count, ahead: Self.batchesAhead) { number in
            try batch(batches[number].map { try cutout(draws[$0], epoch: epoch, place: $0) })
        } use: { number, batch in
            let step = (epoch - 1) * batches.count + number
            let result = try network.learn(
                batch.input, labels: batch.labels,
                rate: recipe.schedule(of: recipe.epochs * batches.count).share(at: step),
                averaging: recipe.averagingStep(step))
            loss += result.loss * Double(batch.labels.count)
            correct += result.correct
            progress(.inputs(epoch: epoch, done: batches[number].upperBound, of: draws.count, loss: nil))
        }
        return (loss / Double(draws.count), Double(correct) / Double(draws.count))
    }

    private func check(_ network: TrainableMobileNetV2) async throws -> (loss: Double, accuracy: Double) {
        let faces = data.validation
        let batches = batches(of: faces.count, size: recipe.batchSize)
        var (loss, correct) = (0.0, 0)
        try await forEachPrepared(batches.count, ahead: Self.batchesAhead) { number in
            try batch(batches[number].map { try plain(faces[$0]) })
        } use: { _, batch in
            for (row, label) in zip(try network.check(batch.input, count: batch.labels.count), batch.labels) {
                loss += crossEntropy(row, label)
                if row.indices.max(by: { row[$0] < row[$1] }) == label { correct += 1 }
            }
        }
        return (loss / Double(faces.count), Double(correct) / Double(faces.count))
    }

    private func cutout(_ index: Int, epoch: Int, place: Int) throws -> (image: Image, state: MaskState) {
        var generator = recipe.random(epoch, place + 2)
        return try augmentation.cutout(
            of: try data.training[index].loaded(), by: preprocessing, compress: compress, using: &generator)
    }

    private func plain(_ face: TrainingFace) throws -> (image: Image, state: MaskState) {
        (FaceAugmentation.plainCutout(of: try face.loaded(), by: preprocessing), face.state)
    }

    /// The data of one step.
    private struct Batch: Sendable {
        /// `[pictures, 3, side, side]`.
        var input: [Float]
        var labels: [Int]
    }

    private func batch(_ faces: [(image: Image, state: MaskState)]) throws -> Batch {
        var input = [Float](repeating: 0, count: preprocessing.valueCount * faces.count)
        var span = input.mutableSpan
        for (index, face) in faces.enumerated() {
            preprocessing.normalize(face.image, into: &span, at: index * preprocessing.valueCount)
        }
        return Batch(input: input, labels: faces.map { data.states.firstIndex(of: $0.state) ?? 0 })
    }
}

/// −log of the softmax at the label.
private func crossEntropy(_ logits: [Float], _ label: Int) -> Double {
    let largest = Double(logits.max() ?? 0)
    let sum = logits.reduce(0.0) { $0 + exp(Double($1) - largest) }
    return log(sum) + largest - Double(logits[label])
}
