#if Training
import ArgumentParser
import Foundation
import Training

struct DetectorTrainingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Scenes that check the training, as COCO JSON, instead of a share of the dataset.", valueName: "file"))
    var checks: String?

    func recipe(_ numbers: TrainingNumbers) throws -> DetectorRecipe {
        var recipe = DetectorRecipe()
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
