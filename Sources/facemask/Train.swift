#if Training
import ArgumentParser
import Datasets
import FaceMask
import Foundation
import Inference
import Media
import Training

struct Train: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Trains a mask classifier on a folder of labelled photos.",
        discussion: """
            The dataset is a folder with a folder for each class: with_mask, without_mask and, if you like, \
            mask_worn_incorrectly. The recipe 'seed' is the original program's: a MobileNetV2 that stays as it is, \
            and a small head that learns.

              facemask train --dataset dataset --backbone mobilenetv2.safetensors
              facemask train --dataset dataset --backbone mobilenetv2.safetensors --resume

            The folder --output receives model.onnx (for 'facemask detect --model'), report.txt and report.json, \
            history.csv, curves and confusion matrix as PNG and SVG, configuration.json and the last checkpoint.
            """)

    enum Recipe: String, CaseIterable, ExpressibleByArgument {
        case seed
    }

    enum SplitKind: String, CaseIterable, ExpressibleByArgument {
        case random, grouped
    }

    @Option(help: ArgumentHelp("The folder of class folders.", valueName: "folder"))
    var dataset: String

    @Option(
        help: ArgumentHelp(
            "MobileNetV2 1.0 trained on ImageNet, as safetensors: folded, torchvision or timm names.",
            valueName: "file"))
    var backbone: String

    @Flag(
        inversion: .prefixedNo,
        help: """
            Whether to look for faces and to learn from each picture's largest one, as detection cuts it out; \
            pictures without a face are listed and left out. The original learnt from whole pictures.
            """)
    var cropFaces = false

    @Option(help: "How to train.")
    var recipe = Recipe.seed

    @Option(
        help: """
            Which pictures check the training: random, or grouped, which keeps near-copies of one picture on one \
            side.
            """)
    var split = SplitKind.random

    @Option(name: .shortAndLong, help: ArgumentHelp("Where everything is written.", valueName: "folder"))
    var output = "training"

    @Flag(help: "Go on with the training in --output after its last whole epoch.")
    var resume = false

    @Option(help: ArgumentHelp("Passes over the training pictures.", valueName: "number"))
    var epochs = SeedRecipe().epochs

    @Option(help: ArgumentHelp("Pictures a step.", valueName: "number"))
    var batchSize = SeedRecipe().batchSize

    @Option(
        help: ArgumentHelp(
            "Adam's learning rate; the original's text says 1e-5, its peers use 1e-4.", valueName: "rate"))
    var learningRate = SeedRecipe().learningRate

    @Option(help: ArgumentHelp("The share of pictures that check the training.", valueName: "share"))
    var validation = SeedRecipe().validationFraction

    @Option(help: ArgumentHelp("Decides everything random: the same seed gives the same model.", valueName: "number"))
    var seed = SeedRecipe().seed

    @Flag(name: .shortAndLong, help: "Print the report and errors only.")
    var quiet = false

    func validate() throws {
        for (name, value) in [("--dataset", dataset), ("--backbone", backbone), ("--output", output)] where value == ""
        {
            throw ValidationError("\(name) is empty.")
        }
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let recipe = SeedRecipe(
                epochs: epochs, batchSize: batchSize, learningRate: learningRate, validationFraction: validation,
                isGrouped: split == .grouped, seed: seed)
            try recipe.validate()
            let folder = try TrainingFolder(path: output, isResumed: resume)
            defer { folder.removeIfUnused() }
            let backbone = try MobileNetV2(contentsOf: URL(filePath: backbone))
            let engine = try Engine()
            let data = try await TrainingData(
                dataset: dataset, reader: cropFaces ? LargestFaces(engine: engine) : WholePictures(),
                backbone: backbone, recipe: recipe, isQuiet: quiet)
            let run = TrainingRun(
                recipe: recipe, backbone: backbone, data: data, folder: folder, engine: engine, isQuiet: quiet)
            try await run.execute(isResumed: resume)
        }
    }
}
#endif
