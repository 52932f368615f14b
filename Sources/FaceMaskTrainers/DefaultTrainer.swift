public import FaceMaskCore
public import Foundation
internal import FaceMaskTorch

/// Trains by the default recipe: all of a MobileNetV2, on faces cut out as detection does.
///
/// A training is exact: on the same machine, the same seed gives the same numbers, whether or not it was interrupted
/// and resumed.
public struct DefaultTrainer: Sendable {
    private let recipe: DefaultRecipe
    private let backbone: MobileNetV2
    private let data: Data
    private let checkpoints: URL
    private let compress: FaceAugmentation.Compression
    private let preprocessing: Preprocessing
    private let augmentation: FaceAugmentation
    private let identity: Checkpoint<DefaultRecipe>.Identity

    /// Batches that are made ready while one is learnt.
    private static let batchesAhead = 2

    /// What is learnt from and checked on.
    public struct Data: Sendable {
        /// What is learnt from; its order doesn't matter.
        public var training: [TrainingFace]
        /// What is checked on after each epoch, never augmented.
        public var validation: [TrainingFace]
        /// The states, in the order of the network's outputs.
        public var states: [MaskState]
        /// Tells this data from other data.
        public var hash: String

        /// Creates data; neither part may be empty.
        public init(training: [TrainingFace], validation: [TrainingFace], states: [MaskState], hash: String) {
            precondition(!training.isEmpty && !validation.isEmpty, "there is something to learn from and to check on")
            self.training = training
            self.validation = validation
            self.states = states
            self.hash = hash
        }
    }

    /// Prepares a training whose checkpoints lie in a folder, which is made when missing. `compress` is the way of a
    /// picture through JPEG, for the augmentation.
    public init(
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
        // Where there is no such state, a mask worn wrongly has no name.
        if !data.states.contains(.wornIncorrectly) || !data.states.contains(.worn) { augmentation.drawn = 0 }
        self.augmentation = augmentation
        preprocessing = backbone.preprocessing(side: recipe.inputSide, cropMargin: recipe.cropMargin)
        identity = Checkpoint<DefaultRecipe>.Identity(
            recipe: recipe, dataHash: data.hash, trainingPictures: data.training.count,
            validationPictures: data.validation.count, backbone: backbone.origin)
    }

    /// Trains until the last epoch or until the patience ends, and returns the averaged weights of the epoch with the
    /// least validation loss.
    public func train(
        isResumed: Bool, progress: (TrainingProgress) -> Void
    ) async throws -> (network: TrainedNetwork, history: TrainingHistory) {
        try Torch.seed(recipe.seed)
        let network = try TrainableMobileNetV2(backbone, recipe: recipe, classes: data.states.count)
        var history = TrainingHistory()
        if isResumed { history = try Checkpoint.restore(network, identity: identity, from: checkpoints) }
        var best = try isResumed ? BestWeights.restore(from: checkpoints) : nil
        let sampler = FaceSampler(
            faces: data.training, classBalance: recipe.classBalance, originBalance: recipe.originBalance)
        let first = history.epochs.count + 1
        for epoch in first..<max(recipe.epochs + 1, first) where history.epochs.isWorthwhile(patience: recipe.patience)
        {
            let start = ContinuousClock.now
            let learnt = try await learn(network, epoch: epoch, sampler: sampler, progress: progress)
            let checked = try await check(network)
            guard learnt.loss.isFinite, checked.loss.isFinite else {
                let reason =
                    learnt.loss.isFinite ? "the validation loss is \(checked.loss)" : "the loss is \(learnt.loss)"
                throw TrainingError(code: .diverged, subject: "epoch \(epoch)", reason: reason)
            }
            let row = TrainingHistory.Epoch(
                epoch: epoch, training: learnt, validation: checked, seconds: start.duration(to: .now) / .seconds(1))
            if checked.loss < history.epochs.map(\.validationLoss).min() ?? .infinity {
                best = BestWeights(tensors: try network.averagedTensors())
                try best?.save(in: checkpoints)
            }
            history.epochs.append(row)
            try Checkpoint.save(network, history: history, identity: identity, in: checkpoints)
            progress(.epoch(row))
        }
        guard let best else { return (try network.trained(), history) }
        return (try network.trained(with: best.tensors), history)
    }

    /// The first inputs that an unresumed training learns from, as pictures, for people to look at.
    public func firstInputs(_ count: Int) throws -> [Image] {
        var generator = recipe.random(1, 1)
        let sampler = FaceSampler(
            faces: data.training, classBalance: recipe.classBalance, originBalance: recipe.originBalance)
        let draws = sampler.draws(data.training.count, using: &generator)
        return try draws.prefix(count).enumerated().map { try cutout($0.element, epoch: 1, place: $0.offset).image }
    }

    /// One epoch. Returns the means over its faces.
    private func learn(
        _ network: TrainableMobileNetV2, epoch: Int, sampler: FaceSampler, progress: (TrainingProgress) -> Void
    ) async throws -> (loss: Double, accuracy: Double) {
        // Everything random hangs on the seed, the epoch and the place in it, never on what ran before.
        try Torch.seed(recipe.random(epoch, 0).state)
        var generator = recipe.random(epoch, 1)
        let draws = sampler.draws(data.training.count, using: &generator)
        let batches = stride(from: 0, to: draws.count, by: recipe.batchSize).map {
            $0..<min($0 + recipe.batchSize, draws.count)
        }
        var (loss, correct) = (0.0, 0)
        try await inOrder(batches.count, ahead: Self.batchesAhead) { number in
            try batch(batches[number].map { try cutout(draws[$0], epoch: epoch, place: $0) })
        } use: { number, batch in
            let step = (epoch - 1) * batches.count + number
            let result = try network.learn(
                batch.input, labels: batch.labels, rate: recipe.rate(step: step, of: recipe.epochs * batches.count),
                averaging: recipe.averagingStep(step))
            loss += result.loss * Double(batch.labels.count)
            correct += result.correct
            progress(.pictures(epoch: epoch, done: batches[number].upperBound, of: draws.count))
        }
        return (loss / Double(draws.count), Double(correct) / Double(draws.count))
    }

    private func check(_ network: TrainableMobileNetV2) async throws -> (loss: Double, accuracy: Double) {
        let faces = data.validation
        let batches = stride(from: 0, to: faces.count, by: recipe.batchSize).map {
            $0..<min($0 + recipe.batchSize, faces.count)
        }
        var (loss, correct) = (0.0, 0)
        try await inOrder(batches.count, ahead: Self.batchesAhead) { number in
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
            of: try data.training[index].opened(), by: preprocessing, compress: compress, using: &generator)
    }

    private func plain(_ face: TrainingFace) throws -> (image: Image, state: MaskState) {
        (FaceAugmentation.plainCutout(of: try face.opened(), by: preprocessing), face.state)
    }

    /// What one step learns from.
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

extension [TrainingHistory.Epoch] {
    /// Whether the validation loss got better within the last `patience` epochs.
    fileprivate func isWorthwhile(patience: Int) -> Bool {
        guard let best = indices.min(by: { self[$0].validationLoss < self[$1].validationLoss }) else { return true }
        return count - 1 - best < patience
    }
}
