public import FaceMaskCore
public import Foundation
internal import Torch

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
    private let identity: Checkpoint<DefaultRecipe>.Identity

    /// Batches that are made ready while one is learnt.
    private static let batchesAhead = 2

    /// What is learnt from and checked on.
    public struct Data: Sendable {
        /// What is learnt from; its order doesn't matter.
        public var training: [TrainingFace]
        /// What is checked on after each epoch, never augmented.
        public var validation: [TrainingFace]
        /// How many states there are.
        public var classes: Int
        /// Tells this data from other data.
        public var hash: String

        /// Creates data; neither part may be empty.
        public init(training: [TrainingFace], validation: [TrainingFace], classes: Int, hash: String) {
            precondition(!training.isEmpty && !validation.isEmpty, "there is something to learn from and to check on")
            self.training = training
            self.validation = validation
            self.classes = classes
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
        let network = try LearningNetwork(backbone, recipe: recipe, classes: data.classes)
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
        return try draws.prefix(count).enumerated().map { try cutout($0.element, epoch: 1, place: $0.offset) }
    }

    /// One epoch. Returns the means over its faces.
    private func learn(
        _ network: LearningNetwork, epoch: Int, sampler: FaceSampler, progress: (TrainingProgress) -> Void
    ) async throws -> (loss: Double, accuracy: Double) {
        // Everything random hangs on the seed, the epoch and the place in it, never on what ran before.
        try Torch.seed(recipe.random(epoch, 0).state)
        var generator = recipe.random(epoch, 1)
        let draws = sampler.draws(data.training.count, using: &generator)
        let batches = stride(from: 0, to: draws.count, by: recipe.batchSize).map {
            $0..<min($0 + recipe.batchSize, draws.count)
        }
        var (loss, correct) = (0.0, 0)
        try await inOrder(batches.count) { number in
            try batches[number].flatMap { place in try augmented(draws[place], epoch: epoch, place: place) }
        } use: { number, input in
            let step = (epoch - 1) * batches.count + number
            let labels = batches[number].map { data.training[draws[$0]].label }
            let result = try network.learn(
                input, labels: labels, rate: recipe.rate(step: step, of: recipe.epochs * batches.count),
                averaging: recipe.averagingStep(step))
            loss += result.loss * Double(labels.count)
            correct += result.correct
            progress(.pictures(epoch: epoch, done: batches[number].upperBound, of: draws.count))
        }
        return (loss / Double(draws.count), Double(correct) / Double(draws.count))
    }

    private func check(_ network: LearningNetwork) async throws -> (loss: Double, accuracy: Double) {
        let faces = data.validation
        let batches = stride(from: 0, to: faces.count, by: recipe.batchSize).map {
            $0..<min($0 + recipe.batchSize, faces.count)
        }
        var (loss, correct) = (0.0, 0)
        try await inOrder(batches.count) { number in
            try batches[number].flatMap { try plain(faces[$0]) }
        } use: { number, input in
            let labels = batches[number].map { faces[$0].label }
            for (row, label) in zip(try network.check(input, count: labels.count), labels) {
                loss += crossEntropy(row, label)
                if row.indices.max(by: { row[$0] < row[$1] }) == label { correct += 1 }
            }
        }
        return (loss / Double(faces.count), Double(correct) / Double(faces.count))
    }

    /// Makes inputs on other threads, a few ahead, and uses them one after the other in their order.
    private func inOrder(
        _ count: Int, make: @escaping @Sendable (Int) throws -> [Float], use: (Int, [Float]) throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: (Int, [Float]).self) { group in
            var ready: [Int: [Float]] = [:]
            var started = 0
            func start() {
                guard started < count else { return }
                let number = started
                started += 1
                group.addTask { (number, try make(number)) }
            }
            for _ in 0..<Self.batchesAhead { start() }
            for number in 0..<count {
                while ready[number] == nil, let (made, input) = try await group.next() { ready[made] = input }
                start()
                try Task.checkCancellation()
                // Tasks move between threads, and libtorch keeps the number of threads for each.
                Torch.threadCount = ProcessInfo.processInfo.activeProcessorCount
                if let input = ready.removeValue(forKey: number) { try use(number, input) }
            }
        }
    }

    private func augmented(_ index: Int, epoch: Int, place: Int) throws -> [Float] {
        normalized(try cutout(index, epoch: epoch, place: place))
    }

    private func cutout(_ index: Int, epoch: Int, place: Int) throws -> Image {
        var generator = recipe.random(epoch, place + 2)
        return try recipe.augmentation.cutout(
            of: try data.training[index].opened(), by: preprocessing, compress: compress, using: &generator)
    }

    private func plain(_ face: TrainingFace) throws -> [Float] {
        normalized(FaceAugmentation.plainCutout(of: try face.opened(), by: preprocessing))
    }

    private func normalized(_ cutout: Image) -> [Float] {
        var values = [Float](repeating: 0, count: preprocessing.valueCount)
        var span = values.mutableSpan
        preprocessing.normalize(cutout, into: &span)
        return values
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
