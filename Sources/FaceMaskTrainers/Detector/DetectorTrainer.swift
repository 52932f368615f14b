package import FaceMaskCore
internal import FaceMaskModelFiles
package import FaceMaskNetworks
internal import FaceMaskTorch
package import Foundation

/// Trains FaceMask's face detector on squares cropped from pictures with faces.
///
/// Trainings are reproducible: on the same machine, the same seed gives the same numbers, whether or not the training was
/// interrupted and resumed.
package struct DetectorTrainer: Sendable {
    private let recipe: DetectorRecipe
    private let scenes: [TrainingScene]
    private let checkpoints: URL
    private let backbone: URL?
    private let compress: FaceAugmentation.Compression
    private let sampler: SceneSampler
    private let identity: Checkpoint<DetectorRecipe>.Identity

    /// The number of batches that are prepared ahead.
    private static let batchesAhead = 2

    /// The number of libtorch's threads. A step of such a small network consists of many short operations, at each of
    /// which two threads would wait for each other; the other cores prepare inputs.
    private static let threads = 1

    /// The conversion of pictures to the network's input, which the detector's manifest records.
    package static let preprocessing = DetectorPreprocessing()

    /// Evaluates the detector with the averaged weights.
    package typealias Check = (_ detector: TrainedDetector, _ history: DetectorHistory) async throws ->
        DetectorHistory.Check

    /// Prepares a training on at least one scene, whose checkpoints are saved in a folder, which is created if missing.
    ///
    /// - Parameters:
    ///   - recipe: The hyperparameters.
    ///   - scenes: The training pictures.
    ///   - hash: Identifies these scenes.
    ///   - checkpoints: The folder of the checkpoints.
    ///   - backbone: The initial weights, the `best.safetensors` of an earlier training; `nil` for random ones.
    ///   - compress: Compresses and decompresses a picture, for the augmentation.
    /// - Throws: `TrainingError.invalidConfiguration`.
    package init(
        recipe: DetectorRecipe, scenes: [TrainingScene], hash: String, checkpoints: URL, backbone: URL? = nil,
        compress: @escaping FaceAugmentation.Compression
    ) throws {
        precondition(!scenes.isEmpty, "there are scenes for training")
        try recipe.validate()
        self.recipe = recipe
        self.scenes = scenes
        self.checkpoints = checkpoints
        self.backbone = backbone
        self.compress = compress
        sampler = SceneSampler(scenes)
        identity = Checkpoint<DetectorRecipe>.Identity(
            recipe: recipe, dataHash: hash, trainingPictures: scenes.count, validationPictures: 0,
            backbone: backbone?.lastPathComponent ?? "")
    }

    /// Trains to the last epoch and returns the averaged weights of the best one.
    package func train(
        isResumed: Bool, check: Check, progress: (TrainingProgress<DetectorHistory.Epoch>) -> Void
    ) async throws -> (detector: TrainedDetector, history: DetectorHistory) {
        try Torch.seed(recipe.seed)
        let network = try TrainableDetector(recipe: recipe)
        if let backbone, !isResumed {
            try network.load(SafetensorsFile(contentsOf: backbone), from: backbone.path(percentEncoded: false))
        }
        let loop = EpochLoop(recipe: recipe, identity: identity, folder: checkpoints)
        let start = try loop.start(network, isResumed: isResumed)
        let end = try await loop.run(network, from: start) { epoch, history in
            let sums = try await learn(network, epoch: epoch, progress: progress)
            try EpochLoop<DetectorRecipe>.requireFinite(sums.total(recipe), "the loss", epoch: epoch)
            let checked = try await check(try network.trained(), history)
            return DetectorHistory.Epoch(epoch: epoch, sums: sums, recipe: recipe, check: checked)
        } onEpoch: { row in
            progress(.epoch(row))
        }
        if let best = end.best {
            let bytes = try SafetensorsFile.serialized(tensors: best.tensors)
            let file = try SafetensorsFile(bytes: bytes, name: "the best weights")
            try network.load(file, from: checkpoints.path(percentEncoded: false))
        }
        return (try network.trained(), end.history)
    }

    /// Returns the first inputs of a training that isn't resumed, for inspection.
    package func firstInputs(_ count: Int) throws -> [(image: Image, faces: [SceneFace])] {
        var generator = recipe.random(1, 1)
        return try sampler.draws(count, using: &generator).enumerated().map { place, scene in
            let input = try input(scene, epoch: 1, place: place)
            return (input.image, input.faces)
        }
    }

    private func learn(
        _ network: TrainableDetector, epoch: Int, progress: (TrainingProgress<DetectorHistory.Epoch>) -> Void
    ) async throws -> DetectionLoss.Sums {
        // Everything random depends on the seed, the epoch and the index in it, never on earlier steps.
        var generator = recipe.random(epoch, 1)
        let draws = sampler.draws(recipe.drawsPerEpoch, using: &generator)
        let batches = batches(of: draws.count, size: recipe.batchSize)
        var sums = DetectionLoss.Sums()
        try await forEachPrepared(batches.count, ahead: Self.batchesAhead, threads: Self.threads) { number in
            Batch(try batches[number].map { try input(draws[$0], epoch: epoch, place: $0) }, side: recipe.inputSide)
        } use: { number, batch in
            let step = (epoch - 1) * batches.count + number
            sums += try network.learn(
                batch.input, faces: batch.faces,
                rate: recipe.schedule(of: recipe.epochs * batches.count).share(at: step),
                averaging: recipe.averagingStep(step))
            progress(
                .inputs(
                    epoch: epoch, done: batches[number].upperBound, of: draws.count, loss: sums.total(recipe)))
        }
        return sums
    }

    private func input(_ index: Int, epoch: Int, place: Int) throws -> LoadedScene {
        var generator = recipe.random(epoch, place + 2)
        return try recipe.augmentation.input(
            of: try loaded(index), side: recipe.inputSide, compress: compress,
            others: .init(
                scene: { generator in try loaded(sampler.draws(1, using: &generator)[0]) },
                bareFace: { generator in
                    guard let (scene, face) = sampler.bareFace(using: &generator) else { return nil }
                    return FaceSwapAugmentation(image: try scenes[scene].picture(), face: scenes[scene].faces[face])
                }), using: &generator)
    }

    private func loaded(_ index: Int) throws -> LoadedScene {
        LoadedScene(image: try scenes[index].picture(), faces: scenes[index].faces)
    }

    /// The data of one step.
    struct Batch: Sendable {
        /// `[pictures, side, side, 3]`, as ``DetectorTrainer/preprocessing`` gives it.
        let input: [Float]
        let faces: [[SceneFace]]

        /// Creates a batch of scenes whose pictures have `side` × `side` pixels.
        init(_ scenes: [LoadedScene], side: Int) {
            var input: [Float] = []
            input.reserveCapacity(scenes.count * side * side * 3)
            for scene in scenes {
                let canvas = DetectorCanvas(showing: scene.shown, ofWidth: side, height: side)
                var values = [Float](repeating: 0, count: canvas.valueCount)
                var span = values.mutableSpan
                DetectorTrainer.preprocessing.fill(&span, with: scene.image, on: canvas)
                input += values
            }
            self.input = input
            faces = scenes.map(\.faces)
        }
    }
}
