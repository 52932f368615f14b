internal import FaceMaskClassification
internal import FaceMaskCore
internal import FaceMaskDatasets
internal import FaceMaskEvaluation
internal import FaceMaskInference
internal import FaceMaskNetworks
internal import FaceMaskTrainers
internal import Foundation

/// A training by the original program's recipe, from its pictures to the files it leaves.
struct SeedTraining: TrainingStages {
    let recipe: SeedRecipe
    let backbone: MobileNetV2
    let source: URL
    let cropsFaces: Bool
    let folder: TrainingFolder
    let engine: Engine
    let isResumed: Bool

    private static let modelLicence = "Apache-2.0"

    func prepare(_ report: @escaping TrainingUpdate.Receiver) async throws -> SeedDataset {
        let pictures: any PictureReading = cropsFaces ? try LargestFaces(engine: engine) : WholePictures()
        return try await SeedDataset(
            reading: source, pictures, preprocessing: backbone.preprocessing(side: recipe.inputSide), recipe: recipe,
            report)
    }

    func train(
        on data: SeedDataset, _ report: @escaping TrainingUpdate.Receiver
    ) async throws -> (classifier: TrainedClassifier, history: TrainingHistory) {
        let trainer = try SeedTrainer(
            recipe: recipe, backbone: backbone, engine: engine,
            data: SeedTrainer.Data(
                training: data.examples(data.split.training), validation: data.examples(data.split.validation),
                classes: data.states.count, hash: data.hash),
            checkpoints: folder.checkpoint)
        return try await trainer.train(isResumed: isResumed) { report(TrainingUpdate($0, epochs: recipe.epochs)) }
    }

    /// Measures the file, not the weights in memory: what the report says is what users get.
    func calibrate(
        _ trained: (classifier: TrainedClassifier, history: TrainingHistory), on data: SeedDataset,
        _ report: @escaping TrainingUpdate.Receiver
    ) async throws -> FinishedModel<TrainingResult> {
        let bytes = try trained.classifier.serialized(manifest: manifest(data, trained.history))
        try folder.write(bytes, as: TrainingFolder.draftName)
        let result = TrainingResult(
            model: folder.url.appending(path: TrainingFolder.modelName), history: trained.history,
            report: try await validationReport(on: data), reportedPart: .validation,
            files: [TrainingFolder.modelName] + TrainingReport<SeedRecipe>.names)
        let files = TrainingReport(
            recipe: recipe, dataHash: data.hash, places: places(in: data), history: result.history,
            report: result.report, reported: "Validation pictures")
        return FinishedModel(bytes: bytes, result: result, writeReports: files.write)
    }

    private func places(in data: SeedDataset) -> [TrainingReport<SeedRecipe>.Place] {
        let validation = Set(data.split.validation)
        return data.samples.indices.map { index in
            .init(
                side: validation.contains(index) ? "validation" : "training",
                picture: data.samples[index].picture.relativePath)
        }
    }

    private func validationReport(on data: SeedDataset) async throws -> ClassificationReport {
        let classifier = try MaskClassifier(contentsOf: folder.draft, engine: engine)
        let checks = data.examples(data.split.validation)
        let probabilities = try await classifier.probabilities(of: checks.map(\.cutout))
        var confusion = ConfusionMatrix(states: data.states)
        for (example, row) in zip(checks, probabilities) {
            let likeliest = data.states.indices.max { row[data.states[$0]] ?? 0 < row[data.states[$1]] ?? 0 }
            confusion.add(truth: example.label, predicted: likeliest ?? 0)
        }
        return ClassificationReport(confusion)
    }

    private func manifest(_ data: SeedDataset, _ history: TrainingHistory) -> ModelManifest {
        let last = history.epochs.last
        return ModelManifest(
            name: "facemask-seed",
            architecture: "MobileNetV2 1.0 (frozen), average pool, dense \(recipe.hiddenUnits), dense "
                + "\(data.states.count)",
            preprocessing: backbone.preprocessing(side: recipe.inputSide), labels: data.states.map(\.label),
            training: ModelManifest.Training(
                recipe: "seed", dataHash: data.hash, pictures: data.split.training.count,
                epochs: history.epochs.count, seed: recipe.seed, backbone: backbone.origin),
            metrics: [
                "validation_accuracy": last?.validationAccuracy ?? 0, "validation_loss": last?.validationLoss ?? 0,
            ],
            licence: Self.modelLicence)
    }
}
