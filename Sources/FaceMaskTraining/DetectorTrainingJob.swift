internal import FaceMaskInference
package import FaceMaskTrainers
package import Foundation

/// Trains a face detector on scenes in which every face has a box.
package struct DetectorTrainingJob: Sendable {
    /// COCO JSON.
    let dataset: URL
    /// Scenes that check the training, as COCO JSON; a share of the dataset when `nil`.
    let checks: URL?
    let output: URL
    let recipe: DetectorRecipe
    /// The `best.safetensors` of an earlier training, to start from; random weights when `nil`.
    let backbone: URL?
    let resumes: Bool

    package init(
        dataset: URL, checks: URL? = nil, output: URL, recipe: DetectorRecipe = DetectorRecipe(), backbone: URL? = nil,
        resumes: Bool = false
    ) {
        (self.dataset, self.checks, self.output) = (dataset, checks, output)
        (self.recipe, self.backbone, self.resumes) = (recipe, backbone, resumes)
    }

    /// Runs the training and returns when the model is published; stops as ``TrainingJob/run(onEpoch:)`` does.
    package func run(report: @escaping TrainingUpdate.Receiver) async throws -> DetectorTrainingResult {
        try recipe.validate()
        let folder = try TrainingFolder(output, isResumed: resumes)
        defer { folder.removeIfUnused() }
        let data = try DetectorDataset(cocoFile: dataset, checks: checks, recipe: recipe)
        let training = DetectorTraining(
            recipe: recipe, data: data, folder: folder, backbone: backbone, engine: try Engine(), isResumed: resumes)
        return try await training.run(report)
    }
}

/// What the training of a face detector produced.
package struct DetectorTrainingResult: Sendable {
    /// The detector's file.
    package let model: URL
    /// What was measured after each epoch.
    package let history: DetectorHistory
}
