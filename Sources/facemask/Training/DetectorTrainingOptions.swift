#if Training
import ArgumentParser
import Foundation
import FaceMaskTrainers
import FaceMaskTraining

struct DetectorTrainingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Settings of the recipe as JSON: any of those that a training writes to configuration.json.",
            valueName: "file"))
    var numbers: String?

    @Option(
        help: ArgumentHelp(
            "Scenes as COCO JSON that check the training, instead of a share of the dataset.", valueName: "file"))
    var checks: String?

    func refuse(becauseOf choice: String) throws {
        let given = [("--checks", checks != nil), ("--numbers", numbers != nil)]
        if let (name, _) = given.first(where: \.1) {
            throw ValidationError("\(name) has no effect with \(choice); it belongs to --recipe face-detector.")
        }
    }

    func recipe(_ numbers: TrainingNumbers) throws -> DetectorRecipe {
        var recipe =
            try self.numbers.map { try RecipeFile<DetectorRecipe>(path: $0, standard: DetectorRecipe()).recipe }
            ?? DetectorRecipe()
        if let epochs = numbers.epochs { recipe.epochs = epochs }
        if let batchSize = numbers.batchSize { recipe.batchSize = batchSize }
        if let rate = numbers.learningRate { recipe.learningRate = rate }
        if let validation = numbers.validation { recipe.validationFraction = validation }
        if let seed = numbers.seed { recipe.seed = seed }
        try recipe.validate()
        return recipe
    }
}
#endif
