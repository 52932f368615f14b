#if Training
import FaceMaskCore
import ArgumentParser
import FaceMaskDatasets
import FaceMask
import Foundation
import FaceMaskInference
import FaceMaskTrainers

struct Train: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Trains a mask classifier on labelled photos.",
        discussion: """
            The recipe 'default' is the one that our own classifier was made with: all of a MobileNetV2 learns, on \
            faces as detection cuts them out, changed as photos from elsewhere are. Its dataset is a folder with a \
            folder for each class (with_mask, without_mask, mask_worn_incorrectly), or a crop set made of any mix of \
            such folders and scenes with boxes:

              facemask train --dataset dataset
              facemask dataset prepare photos scenes/annotations.json --output crops
              facemask train --dataset crops

            The recipe 'seed' is the original program's: the MobileNetV2 stays as it is, and a small head learns on \
            whole pictures of a folder with a folder for each class:

              facemask train --recipe seed --dataset dataset --backbone mobilenetv2.safetensors

            The recipe 'face-detector' makes a face detector, from nothing, of scenes in which every face has a box:

              facemask train --recipe face-detector --dataset training.json --checks validation.json

            All go on after a kill with --resume. The folder --output receives model.onnx (for 'facemask detect \
            --model'), report.txt and report.json, history.csv, curves and confusion matrix as PNG and SVG, \
            configuration.json and the last checkpoint.
            """)

    @Option(
        help: ArgumentHelp("A folder of class folders or, for the recipe default, a crop set.", valueName: "folder"))
    var dataset: String

    @Option(
        help: ArgumentHelp(
            """
            Where the weights begin: MobileNetV2 1.0 trained on ImageNet, as safetensors with folded, torchvision or \
            timm names, or a classifier that 'facemask train' wrote. The recipe default goes on from the classifier \
            that ships unless it is given, face-detector from best.safetensors of an earlier training of its kind.
            """, valueName: "file"))
    var backbone: String?

    @Option(help: "How to train.")
    var recipe = RecipeName.default

    @Option(name: .shortAndLong, help: ArgumentHelp("Where everything is written.", valueName: "folder"))
    var output = "training"

    @Flag(help: "Go on with the training in --output after its last whole epoch.")
    var resume = false

    @OptionGroup(title: "Numbers of every recipe")
    var numbers: TrainingNumbers

    @OptionGroup(title: "Recipe default")
    var faces: FaceTrainingOptions

    @OptionGroup(title: "Recipe seed")
    var pictures: SeedTrainingOptions

    @OptionGroup(title: "Recipe face-detector")
    var detector: DetectorTrainingOptions

    @Flag(name: .shortAndLong, help: "Print the report and errors only.")
    var quiet = false

    func validate() throws {
        for (name, value) in [("--dataset", dataset), ("--backbone", backbone), ("--output", output)] where value == ""
        {
            throw ValidationError("\(name) is empty.")
        }
        if recipe == .seed, backbone == nil {
            throw ValidationError("--recipe seed needs --backbone: the original began with weights from ImageNet.")
        }
        switch recipe {
        case .default: try pictures.refuse(becauseOf: "--recipe default")
        case .seed: try faces.refuse(becauseOf: "--recipe seed")
        case .faceDetector:
            try faces.refuse(becauseOf: "--recipe face-detector")
            try pictures.refuse(becauseOf: "--recipe face-detector")
        }
        if recipe != .faceDetector { try detector.refuse(becauseOf: "--recipe \(recipe.rawValue)") }
    }

    func run() async throws {
        ProcessHeap.suitTraining()
        try await reportingFailures {
            switch recipe {
            case .default: try await trainOnFaces()
            case .seed: try await trainOnPictures()
            case .faceDetector: try await trainDetector()
            }
        }
    }

    private func trainOnFaces() async throws {
        let recipe = try faces.recipe(numbers)
        let backbone = try start()
        let folder = try TrainingFolder(path: output, isResumed: resume)
        defer { folder.removeIfUnused() }
        let set = try await faces.cropSet(at: dataset, in: folder, isQuiet: quiet)
        let run = FaceTrainingRun(
            recipe: recipe, backbone: backbone, set: set, folder: folder, options: faces, isQuiet: quiet)
        try await run.execute(isResumed: resume)
    }

    private func trainDetector() async throws {
        let recipe = try detector.recipe(numbers)
        let folder = try TrainingFolder(path: output, isResumed: resume)
        defer { folder.removeIfUnused() }
        let data = try DetectorData(dataset: dataset, checks: detector.checks, recipe: recipe)
        let run = DetectorTraining(
            recipe: recipe, data: data, folder: folder, backbone: backbone, engine: try Engine(), isQuiet: quiet)
        try await run.execute(isResumed: resume)
    }

    private func start() throws -> MobileNetV2 {
        try MobileNetV2(contentsOf: backbone.map { URL(filePath: $0) } ?? ModelLocator.defaultClassifier())
    }

    private func trainOnPictures() async throws {
        let recipe = try pictures.recipe(numbers)
        let folder = try TrainingFolder(path: output, isResumed: resume)
        defer { folder.removeIfUnused() }
        let backbone = try start()
        let engine = try Engine()
        let data = try await TrainingData(
            dataset: dataset, reader: pictures.cropFaces ? LargestFaces(engine: engine) : WholePictures(),
            backbone: backbone, recipe: recipe, isQuiet: quiet)
        let run = TrainingRun(
            recipe: recipe, backbone: backbone, data: data, folder: folder, engine: engine, isQuiet: quiet)
        try await run.execute(isResumed: resume)
    }
}
#endif
