internal import FaceMaskInference
internal import FaceMaskNetworks
package import FaceMaskTrainers
package import Foundation

/// Trains a mask classifier as the original program did: a small head on a frozen MobileNetV2, on whole pictures.
package struct SeedTrainingJob: Sendable {
    /// A folder with a folder of pictures for each state.
    let dataset: URL
    let output: URL
    let recipe: SeedRecipe
    let backbone: URL
    /// Whether the largest face of each picture is learned from, instead of the whole picture.
    let cropsFaces: Bool
    let resumes: Bool

    package init(
        dataset: URL, output: URL, recipe: SeedRecipe = SeedRecipe(), backbone: URL, cropsFaces: Bool = false,
        resumes: Bool = false
    ) {
        (self.dataset, self.output, self.recipe) = (dataset, output, recipe)
        (self.backbone, self.cropsFaces, self.resumes) = (backbone, cropsFaces, resumes)
    }

    /// Runs the training and returns when the model is published; stops as ``TrainingJob/run(onEpoch:)`` does.
    package func run(report: @escaping TrainingUpdate.Receiver) async throws -> TrainingResult {
        try recipe.validate()
        let folder = try TrainingFolder(output, isResumed: resumes)
        defer { folder.removeIfUnused() }
        let backbone = try MobileNetV2(contentsOf: backbone)
        let training = SeedTraining(
            recipe: recipe, backbone: backbone, source: dataset, cropsFaces: cropsFaces, folder: folder,
            engine: try Engine(), isResumed: resumes)
        return try await training.run(report)
    }
}
