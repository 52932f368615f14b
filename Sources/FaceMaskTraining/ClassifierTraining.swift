internal import FaceMask
internal import FaceMaskClassification
internal import FaceMaskCore
internal import FaceMaskDatasets
internal import FaceMaskEvaluation
internal import FaceMaskInference
internal import FaceMaskNetworks
internal import FaceMaskMedia
internal import FaceMaskTrainers
internal import Foundation

/// A training by the default recipe, from a divided crop set to the files it leaves.
struct ClassifierTraining: TrainingStages {
    let recipe: DefaultRecipe
    let backbone: MobileNetV2
    let set: CropSet
    let split: CropSplit
    let folder: TrainingFolder
    let engine: Engine
    /// The share of the answers that may be wrong, 0…1; faces are called unsure to keep to it.
    let errorRate: Double
    let isResumed: Bool

    private static let modelLicence = "Apache-2.0"
    static let predictionsName = "predictions.csv"
    private static let previewName = "inputs.jpg"
    /// Inputs in the preview: enough to see every kind of change.
    private static let previewCount = 96
    private static let previewColumns = 12
    private static let previewQuality = 92

    /// What a training leaves, and what its model says of each face of the reported part.
    struct Outcome {
        let result: TrainingResult
        let predictions: FacePredictions
    }

    /// The states that the set holds, in the order of the network's outputs.
    var states: [MaskState] {
        [.worn, .notWorn, .wornIncorrectly].filter { state in set.crops.contains { $0.state == state } }
    }

    private var dataHash: String {
        let hashes = set.crops.indices.map { "\(set.crops[$0].hash) \(set.crops[$0].state.label)\n" }
        return SHA256.hexadecimal(of: Data(hashes.sorted().joined().utf8))
    }

    /// Checks that there are faces of every state to learn from, and prepares the trainer.
    func prepare(_ report: @escaping TrainingUpdate.Receiver) throws -> DefaultTrainer {
        let learnt = Set(split.training.map { set.crops[$0].state })
        guard learnt.count == states.count else {
            let missing = states.filter { !learnt.contains($0) }.map(\.label).joined(separator: ", ")
            throw Failure(.badData, "No face of \(missing) is left to train on; hold out fewer faces.")
        }
        report(
            .note(
                "\(split.training.count) faces for training, \(split.validation.count) for validation, "
                    + "\(split.test.count) for the report."))
        return try DefaultTrainer(
            recipe: recipe, backbone: backbone,
            data: DefaultTrainer.Data(
                training: split.training.map(face), validation: split.validation.map(face), states: states,
                hash: dataHash),
            checkpoints: folder.checkpoint, compress: JPEGCompression.roundTrip)
    }

    private func face(_ index: Int) -> TrainingFace {
        let crop = set.crops[index]
        let url = set.url(of: crop)
        return TrainingFace(
            state: crop.state, origin: crop.origin, box: crop.box,
            landmarks: crop.landmarks, picture: { try PictureReader().read(url) })
    }

    func train(
        on trainer: DefaultTrainer, _ report: @escaping TrainingUpdate.Receiver
    ) async throws -> (classifier: TrainedClassifier, history: TrainingHistory) {
        let preview = Image(tiling: try trainer.firstInputs(Self.previewCount), columns: Self.previewColumns)
        try folder.write(preview, as: Self.previewName, jpegQuality: Self.previewQuality)
        return try await trainer.train(isResumed: isResumed) { report(TrainingUpdate($0, epochs: recipe.epochs)) }
    }

    /// Fits the temperature and chooses the thresholds on the validation part, then measures the reported part: each time
    /// with a file, as users do.
    func calibrate(
        _ trained: (classifier: TrainedClassifier, history: TrainingHistory), on trainer: DefaultTrainer,
        _ report: @escaping TrainingUpdate.Receiver
    ) async throws -> FinishedModel<Outcome> {
        var manifest = manifest(history: trained.history)
        func predictions(of positions: [Int]) async throws -> FacePredictions {
            try folder.write(try trained.classifier.serialized(manifest: manifest), as: TrainingFolder.draftName)
            return try await draftPredictions(of: positions, report)
        }
        try manifest.calibrate(by: try await predictions(of: split.validation), errorRate: errorRate)
        let isTest = !split.test.isEmpty
        let predictions = try await predictions(of: isTest ? split.test : split.validation)
        manifest.metrics.merge(predictions.metrics(isTest: isTest, temperature: manifest.temperature)) { $1 }

        let outcome = outcome(predictions, history: trained.history, isTest: isTest)
        let files = reportFiles(of: outcome.result)
        return FinishedModel(bytes: try trained.classifier.serialized(manifest: manifest), result: outcome) { folder in
            try files.write(to: folder)
            try folder.write(predictions.csv, as: Self.predictionsName)
        }
    }

    private func outcome(_ predictions: FacePredictions, history: TrainingHistory, isTest: Bool) -> Outcome {
        let names = TrainingReport<DefaultRecipe>.names + [Self.predictionsName, Self.previewName]
        let result = TrainingResult(
            model: folder.url.appending(path: TrainingFolder.modelName), history: history,
            report: ClassificationReport(predictions.confusion), reportedPart: isTest ? .test : .validation,
            files: [TrainingFolder.modelName] + names)
        return Outcome(result: result, predictions: predictions)
    }

    private func reportFiles(of result: TrainingResult) -> TrainingReport<DefaultRecipe> {
        let sides = [("training", split.training), ("validation", split.validation), ("test", split.test)]
        let places = sides.flatMap { side, positions in
            positions.map { TrainingReport<DefaultRecipe>.Place(side: side, picture: set.crops[$0].file) }
        }
        return TrainingReport(
            recipe: recipe, dataHash: dataHash, places: places, history: result.history, report: result.report,
            reported: "Faces of the \(result.reportedPart.rawValue) part")
    }

    /// What the draft says of faces, by their positions in the set.
    private func draftPredictions(
        of positions: [Int], _ report: @escaping TrainingUpdate.Receiver
    ) async throws -> FacePredictions {
        let classifier = try MaskClassifier(contentsOf: folder.draft, engine: engine)
        let preprocessing = classifier.manifest.preprocessing
        var probabilities: [[Float]] = []
        for start in stride(from: 0, to: positions.count, by: Self.facesAtOnce) {
            try Task.checkCancellation()
            let some = positions[start..<min(start + Self.facesAtOnce, positions.count)]
            let cutouts = try some.map { position in
                let crop = set.crops[position]
                let picture = try PictureReader().read(set.url(of: crop))
                return preprocessing.cutout(ofFace: crop.box, in: picture)
            }
            for row in try await classifier.probabilities(of: cutouts) {
                probabilities.append(states.map { row[$0] ?? 0 })
            }
            report(.progress("Evaluating", done: start + some.count, of: positions.count))
        }
        report(.job(.progressEnded))
        return FacePredictions(states: states, crops: positions.map { set.crops[$0] }, probabilities: probabilities)
    }

    /// Cutouts in memory at a time.
    private static let facesAtOnce = 64

    private func manifest(history: TrainingHistory) -> ModelManifest {
        let best = history.epochs.min { $0.validationLoss < $1.validationLoss }
        return ModelManifest(
            name: "facemask-default",
            architecture: "MobileNetV2 1.0, average pool, dense \(states.count)",
            preprocessing: backbone.preprocessing(side: recipe.inputSide, cropMargin: recipe.cropMargin),
            labels: states.map(\.label),
            training: ModelManifest.Training(
                recipe: "default", dataHash: dataHash, pictures: split.training.count, epochs: best?.epoch ?? 0,
                seed: recipe.seed, backbone: backbone.origin),
            metrics: [
                "validation_accuracy": best?.validationAccuracy ?? 0, "validation_loss": best?.validationLoss ?? 0,
            ],
            licence: Self.modelLicence)
    }
}

extension ModelManifest {
    /// Fits the temperature to what the uncalibrated model says of the validation part, and chooses the thresholds.
    fileprivate mutating func calibrate(by raw: FacePredictions, errorRate: Double) throws {
        let fitted = try Calibration.temperature(
            logits: Calibration.logits(of: raw.probabilities), labels: raw.labels)
        temperature = Float(fitted)
        let answers = raw.sharpened(by: 1 / fitted)
        thresholds.minimumFaceSide = answers.leastFaceSide
        let large = answers.filtered { $0.faceSide >= thresholds.minimumFaceSide }
        let sweep = AbstentionSweep(confidences: large.confidences, correct: large.correct)
        if let point = sweep.lowestThreshold(forErrorAtMost: errorRate) {
            thresholds.minimumProbability = point.threshold
        }
        metrics["validation_calibration_error"] = answers.calibrationError
    }
}
