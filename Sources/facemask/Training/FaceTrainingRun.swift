#if Training
import FaceMaskCore
import FaceMaskDatasetTools
import FaceMaskDatasets
import FaceMaskEvaluation
import FaceMask
import Foundation
import FaceMaskInference
import FaceMaskTrainers

extension FaceTrainingOptions {
    /// Opens the dataset of the recipe default; photos are first made a crop set in the training's folder, once.
    func cropSet(at path: String, in folder: TrainingFolder, isQuiet: Bool) async throws -> CropSet {
        let root = URL(filePath: path, directoryHint: .isDirectory)
        if CropSet.exists(at: root) { return try CropSet(contentsOf: root) }
        let prepared = folder.url.appending(path: Self.cropsName, directoryHint: .isDirectory)
        if !CropSet.exists(at: prepared) {
            let preparation = CropPreparation(sources: [path], output: prepared.path(percentEncoded: false))
            let result = try await preparation.run(report: ConsoleReporter(isQuiet: isQuiet).receiver)
            if !isQuiet { try Console.output(result.summary) }
            if let failure = result.firstFailure { throw failure.exitCode }
        }
        return try CropSet(contentsOf: prepared)
    }

    private static let cropsName = "crops"
}

/// What `train --recipe default` does: one training, or one for each fold and then one on everything.
struct FaceTrainingRun {
    let recipe: DefaultRecipe
    let backbone: MobileNetV2
    let set: CropSet
    let folder: TrainingFolder
    let options: FaceTrainingOptions
    let isQuiet: Bool

    func execute(isResumed: Bool) async throws {
        let engine = try Engine()
        switch options.folds {
        case nil:
            let parts =
                options.holdOut.isEmpty
                ? try CropParts.drawn(
                    from: set.crops, validation: recipe.validationFraction, test: recipe.testFraction,
                    seed: recipe.seed)
                : try CropParts.holdingOut(
                    Set(options.holdOut), from: set.crops, validation: recipe.validationFraction, seed: recipe.seed)
            try await training(parts, in: folder, engine: engine).execute(isResumed: isResumed)
        case .count(let count):
            let parts = try CropParts.folds(
                count, of: set.crops, validation: recipe.validationFraction, seed: recipe.seed)
            try await folds(parts.enumerated().map { ("fold-\($0.offset + 1)", $0.element) }, engine, isResumed)
        case .origins:
            let origins = Swift.Set(set.crops.map(\.origin)).sorted()
            let parts = try origins.map { origin in
                let name = "without-" + origin.replacing("/", with: "-")
                let parts = try CropParts.holdingOut(
                    [origin], from: set.crops, validation: recipe.validationFraction, seed: recipe.seed)
                return (name, parts)
            }
            try await folds(parts, engine, isResumed)
        }
    }

    private func folds(_ folds: [(name: String, parts: CropParts)], _ engine: Engine, _ isResumed: Bool) async throws {
        var all: [FacePredictions] = []
        for fold in folds {
            if !isQuiet { Console.say("\(fold.name): \(fold.parts.test.count) faces left out") }
            let inner = try TrainingFolder(
                path: folder.url.appending(path: fold.name).path(percentEncoded: false), isResumed: isResumed)
            let begun = FileManager.default.fileExists(atPath: inner.checkpoint.path(percentEncoded: false))
            all.append(try await training(fold.parts, in: inner, engine: engine).execute(isResumed: begun))
        }
        guard let together = FacePredictions.joined(all) else { return }
        let report = ClassificationReport(together.confusion)
        let table = FoldTable(names: folds.map(\.name), folds: all, together: together).text
        try folder.write(together.csv, as: FaceTraining.predictionsName)
        try folder.write(json: report, as: "report.json")
        try folder.write(report.text + "\n" + table, as: "report.txt")
        try Console.output("All folds together:\n\n" + report.text + "\n" + table)
    }

    private func training(_ parts: CropParts, in folder: TrainingFolder, engine: Engine) throws -> FaceTraining {
        let training = FaceTraining(
            recipe: recipe, backbone: backbone, set: set, parts: parts, folder: folder, engine: engine,
            errorRate: options.errorRate, isQuiet: isQuiet)
        let states = Swift.Set(parts.training.map { set.crops[$0].state })
        guard states.count == training.states.count else {
            let missing = training.states.filter { !states.contains($0) }.map(\.label).joined(separator: ", ")
            throw Failure(.badData, "Nothing is left to learn \(missing) from; hold out less.")
        }
        if !isQuiet {
            Console.say(
                "\(parts.training.count) faces to learn from, \(parts.validation.count) to check on, "
                    + "\(parts.test.count) for the report.")
        }
        return training
    }
}
#endif
