#if Training
import FaceMaskFormats
import FaceMaskClassification
import FaceMaskDatasets
import FaceMaskEvaluation
import FaceMask
import Foundation
import FaceMaskInference
import FaceMaskMedia
import FaceMaskTrainers

/// One training by the default recipe, from a crop set to the files it leaves.
struct FaceTraining {
    let recipe: DefaultRecipe
    let backbone: MobileNetV2
    let set: CropSet
    let parts: CropParts
    let folder: TrainingFolder
    let engine: Engine
    /// The part of the answers that may be wrong before faces are called unsure, 0…1.
    let errorRate: Double
    let isQuiet: Bool

    private static let modelLicence = "Apache-2.0"
    static let predictionsName = "predictions.csv"
    private static let previewName = "inputs.jpg"
    /// Inputs that are shown: enough to see every kind of change.
    private static let previewed = 96

    /// Trains, calibrates, reports. Returns what the model says of the test part, or of the validation part where
    /// there is no test.
    @discardableResult
    func execute(isResumed: Bool) async throws -> FacePredictions {
        let start = ContinuousClock.now
        try folder.write(json: recipe, as: "configuration.json")
        let trainer = try DefaultTrainer(
            recipe: recipe, backbone: backbone,
            data: DefaultTrainer.Data(
                training: parts.training.map(face), validation: parts.validation.map(face), states: states,
                hash: dataHash),
            checkpoints: folder.checkpoint, compress: Self.throughJPEG)
        let inputs = Image(tiling: try trainer.firstInputs(Self.previewed), columns: 12)
        try folder.write(
            try PictureWriter().bytes(of: inputs, fileExtension: "jpg", named: Self.previewName),
            as: Self.previewName)
        var display = TrainingDisplay(epochs: recipe.epochs, isQuiet: isQuiet)
        let (network, history) = try await trainer.train(isResumed: isResumed) { display.show($0) }
        display.finish()

        var manifest = manifest(history: history)
        func save() throws {
            try folder.write(try network.serialized(manifest: manifest), as: TrainingFolder.modelName)
        }
        try save()
        try await calibrate(&manifest)
        try save()
        let predictions = try await predictions(of: parts.test.isEmpty ? parts.validation : parts.test)
        let report = ClassificationReport(predictions.confusion)
        manifest.metrics.merge(predictions.metrics(isTest: !parts.test.isEmpty, temperature: manifest.temperature)) {
            $1
        }
        try save()
        try write(report, history, predictions)
        if !isQuiet {
            Console.say("\(start.duration(to: .now).phrase) in all. Written to \(folder.url.relativePath):")
            let names = TrainingReport<DefaultRecipe>.names + [Self.predictionsName, Self.previewName]
            Console.say("  \(TrainingFolder.modelName) and \(names.joined(separator: ", "))")
        }
        return predictions
    }

    /// The states that the set holds, in the order of the network's outputs.
    var states: [MaskState] { Self.states(of: set.crops) }

    static func states(of crops: [FaceCrop]) -> [MaskState] {
        [.worn, .notWorn, .wornIncorrectly].filter { state in crops.contains { $0.state == state } }
    }

    private func face(_ index: Int) -> TrainingFace {
        let crop = set.crops[index]
        let url = set.url(of: crop)
        return TrainingFace(
            state: crop.state, origin: crop.origin, box: crop.box,
            landmarks: crop.landmarks, picture: { try PictureReader().read(url) })
    }

    static let throughJPEG: @Sendable (Image, Int) throws -> Image = { image, quality in
        let bytes = try PictureWriter(jpegQuality: quality).bytes(
            of: image, fileExtension: "jpg", named: "a compressed training face")
        return try PictureReader().read(bytes, named: "a compressed training face")
    }

    private var dataHash: String {
        let hashes = set.crops.indices.map { "\(set.crops[$0].hash) \(set.crops[$0].state.label)\n" }
        return SHA256.hexadecimal(of: Data(hashes.sorted().joined().utf8))
    }

    /// Fits the temperature and chooses the thresholds on the validation part, with the file that was written.
    private func calibrate(_ manifest: inout ModelManifest) async throws {
        let raw = try await predictions(of: parts.validation)
        let temperature = try Calibration.temperature(
            logits: Calibration.logits(of: raw.probabilities), labels: raw.labels)
        manifest.temperature = Float(temperature)
        let answers = raw.sharpened(by: 1 / temperature)
        manifest.thresholds.minimumFaceSide = answers.leastFaceSide
        let large = answers.filtered { $0.faceSide >= manifest.thresholds.minimumFaceSide }
        let sweep = AbstentionSweep(confidences: large.confidences, correct: large.correct)
        if let point = sweep.leastThreshold(forErrorAtMost: errorRate) {
            manifest.thresholds.minimumProbability = point.threshold
        }
        manifest.metrics["validation_calibration_error"] = answers.calibrationError
    }

    private func predictions(of positions: [Int]) async throws -> FacePredictions {
        let classifier = try MaskClassifier(contentsOf: folder.model, engine: engine)
        let preprocessing = classifier.manifest.preprocessing
        var probabilities: [[Float]] = []
        let progress = SharedProgress(title: "Looking", total: positions.count, isShown: !isQuiet)
        for start in stride(from: 0, to: positions.count, by: Self.facesAtOnce) {
            let some = positions[start..<min(start + Self.facesAtOnce, positions.count)]
            let cutouts = try some.map { position in
                let crop = set.crops[position]
                let picture = try PictureReader().read(set.url(of: crop))
                return preprocessing.cutout(of: preprocessing.crop(of: crop.box, in: picture), from: picture)
            }
            for row in try await classifier.probabilities(of: cutouts) {
                probabilities.append(states.map { row[$0] ?? 0 })
            }
            progress.show(done: start + some.count)
        }
        progress.clear()
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
                recipe: "default", dataHash: dataHash, pictures: parts.training.count, epochs: best?.epoch ?? 0,
                seed: recipe.seed, backbone: backbone.origin),
            metrics: [
                "validation_accuracy": best?.validationAccuracy ?? 0, "validation_loss": best?.validationLoss ?? 0,
            ],
            licence: Self.modelLicence)
    }

    private func write(
        _ report: ClassificationReport, _ history: TrainingHistory, _ predictions: FacePredictions
    ) throws {
        let what = parts.test.isEmpty ? "validation" : "test"
        let sides = [("training", parts.training), ("validation", parts.validation), ("test", parts.test)]
        let places = sides.flatMap { side, positions in
            positions.map { TrainingReport<DefaultRecipe>.Place(side: side, picture: set.crops[$0].file) }
        }
        let written = TrainingReport(
            recipe: recipe, dataHash: dataHash, places: places, history: history, report: report,
            reported: "Faces of the \(what) part")
        try written.write(to: folder)
        try folder.write(predictions.csv, as: Self.predictionsName)
        try Console.output(report.text + "\n")
        let accuracy = report.accuracyInterval
        try Console.output(
            String(
                format: "%@ accuracy %.2f %% (95 %% interval %.2f to %.2f), %d of %d\n", what,
                accuracy.estimate * 100, accuracy.lower * 100, accuracy.upper * 100, report.confusion.correct,
                report.support))
    }
}
#endif
