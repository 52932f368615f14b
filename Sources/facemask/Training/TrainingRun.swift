#if Training
import FaceMaskFormats
import FaceMaskClassification
import FaceMaskDatasets
import FaceMaskEvaluation
import FaceMask
import Foundation
import FaceMaskInference
import FaceMaskTrainers

/// One training from its data to the files it leaves.
struct TrainingRun {
    let recipe: SeedRecipe
    let backbone: MobileNetV2
    let data: TrainingData
    let folder: TrainingFolder
    let engine: Engine
    let isQuiet: Bool

    private static let modelLicence = "Apache-2.0"

    func execute(isResumed: Bool) async throws {
        let start = ContinuousClock.now
        try folder.write(json: recipe, as: "configuration.json")
        let trainer = try SeedTrainer(
            recipe: recipe, backbone: backbone, engine: engine,
            data: SeedTrainer.Data(
                training: data.examples(data.split.training), validation: data.examples(data.split.validation),
                classes: data.states.count, hash: data.hash),
            checkpoints: folder.checkpoint)
        var display = TrainingDisplay(epochs: recipe.epochs, isQuiet: isQuiet)
        let (head, history) = try await trainer.train(isResumed: isResumed) { display.show($0) }
        display.finish()

        let manifest = manifest(history: history)
        try folder.write(try head.serialized(on: backbone, manifest: manifest), as: TrainingFolder.modelName)
        let report = try await report(history: history)
        let written = TrainingReport(
            recipe: recipe, dataHash: data.hash, places: places, history: history, report: report,
            reported: "Validation pictures")
        try written.write(to: folder)
        try Console.output(report.text + "\n")
        let accuracy = report.accuracyInterval
        try Console.output(
            String(
                format: "validation accuracy %.2f %% (95 %% interval %.2f to %.2f), %d of %d\n",
                accuracy.estimate * 100, accuracy.lower * 100, accuracy.upper * 100, report.confusion.correct,
                report.support))
        if !isQuiet {
            Console.say("\(start.duration(to: .now).phrase) in all. Written to \(folder.url.relativePath):")
            Console.say("  \(TrainingFolder.modelName) and \(TrainingReport<SeedRecipe>.names.joined(separator: ", "))")
        }
    }

    private var places: [TrainingReport<SeedRecipe>.Place] {
        let validation = Set(data.split.validation)
        return data.samples.indices.map { index in
            .init(
                side: validation.contains(index) ? "validation" : "training",
                picture: data.samples[index].picture.relativePath)
        }
    }

    /// The report of the file that was written, not of the weights in memory: what it says is what users get.
    private func report(history: TrainingHistory) async throws -> ClassificationReport {
        let classifier = try MaskClassifier(contentsOf: folder.model, engine: engine)
        let checks = data.examples(data.split.validation)
        let probabilities = try await classifier.probabilities(of: checks.map(\.cutout))
        var confusion = ConfusionMatrix(states: data.states)
        for (example, row) in zip(checks, probabilities) {
            let likeliest = data.states.indices.max { row[data.states[$0]] ?? 0 < row[data.states[$1]] ?? 0 }
            confusion.add(truth: example.label, predicted: likeliest ?? 0)
        }
        return ClassificationReport(confusion)
    }

    private func manifest(history: TrainingHistory) -> ModelManifest {
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
#endif
