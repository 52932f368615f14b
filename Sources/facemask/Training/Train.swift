#if Training
import ArgumentParser
import FaceMaskDatasetTools
import FaceMaskEvaluation
import FaceMaskFormats
import FaceMaskInference
import FaceMaskTraining
import Foundation

struct Train: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Trains a mask classifier or a face detector.",
        discussion: """
            The recipe 'default' trains a mask classifier as the one that ships with FaceMask was trained: all weights \
            of a MobileNetV2, on faces cut out as detection does, varied as photos from elsewhere vary. Its dataset is \
            a folder with a folder of photos for each class (with_mask, without_mask, mask_worn_incorrectly), or a \
            crop set made from any number of such folders and of scenes with boxes:

              facemask train --dataset dataset
              facemask dataset prepare photos scenes/annotations.json --output crops
              facemask train --dataset crops

            The recipe 'seed' is the one of the program that FaceMask replaces: a small head on a MobileNetV2 that \
            isn't changed, on whole pictures of a folder with a folder for each class:

              facemask train --recipe seed --dataset dataset --backbone mobilenetv2.safetensors

            The recipe 'face-detector' trains a face detector from random weights, on scenes in which every face has a \
            box:

              facemask train --recipe face-detector --dataset training.json --checks validation.json

            The folder --output receives model.onnx (for 'facemask detect --model'), report.txt and report.json, \
            history.csv, curves and confusion matrix as PNG and SVG, configuration.json and the last checkpoint. \
            model.onnx appears last, when it is calibrated. A training that was interrupted continues with --resume.
            """)

    @Option(
        help: ArgumentHelp(
            "A folder of class folders or a crop set; for face-detector, scenes as COCO JSON.", valueName: "path"))
    var dataset: String

    @Option(
        help: ArgumentHelp(
            """
            The weights to start from: MobileNetV2 1.0 trained on ImageNet, as safetensors with folded, torchvision or \
            timm names, or a classifier that 'facemask train' wrote. Without it, the recipe default starts from the \
            classifier that ships with FaceMask. For face-detector: best.safetensors of an earlier training.
            """, valueName: "file"))
    var backbone: String?

    @Option(help: "What to train, and how.")
    var recipe = RecipeName.default

    @Option(name: .shortAndLong, help: ArgumentHelp("The folder to write to.", valueName: "folder"))
    var output = "training"

    @Flag(help: "Continue the training in --output after its last complete epoch.")
    var resume = false

    @OptionGroup(title: "Every recipe")
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
            throw ValidationError("--recipe seed needs --backbone, a MobileNetV2 trained on ImageNet.")
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
            do {
                try await train(TrainingReporter(isQuiet: quiet))
            } catch let error as CancellationError {
                sayHowToGoOn()
                throw error
            }
        }
    }

    private func train(_ reporter: TrainingReporter) async throws {
        switch recipe {
        case .default: try await trainOnFaces(reporter)
        case .seed: try await trainOnPictures(reporter)
        case .faceDetector: try await trainDetector(reporter)
        }
    }

    private var datasetURL: URL { URL(filePath: dataset) }
    private var outputURL: URL { URL(filePath: output, directoryHint: .isDirectory) }
    private var backboneURL: URL? { backbone.map { URL(filePath: $0) } }

    private func trainOnFaces(_ reporter: TrainingReporter) async throws {
        let start = ContinuousClock.now
        var job = TrainingJob(dataset: datasetURL, output: outputURL, recipe: try faces.recipe(numbers))
        (job.backbone, job.errorRate, job.resumes) = (backboneURL, faces.errorRate, resume)
        if !faces.holdOut.isEmpty { job.testPart = .origins(Set(faces.holdOut)) }
        if let folds = faces.folds {
            let together = try await CrossValidation(of: job, folds: folds).run(report: reporter.receiver) { result in
                try show(result, since: start, reporter)
            }
            try Console.output("All folds together:\n\n" + together.text)
        } else {
            try show(try await job.run(report: reporter.receiver), since: start, reporter)
        }
        // Photos that could not be cut are left out; scripts learn of them by the exit code.
        if let failure = reporter.firstFailure { throw failure.exitCode }
    }

    private func trainOnPictures(_ reporter: TrainingReporter) async throws {
        guard let backboneURL else { return }
        let start = ContinuousClock.now
        let job = SeedTrainingJob(
            dataset: datasetURL, output: outputURL, recipe: try pictures.recipe(numbers), backbone: backboneURL,
            cropsFaces: pictures.cropFaces, resumes: resume)
        try show(try await job.run(report: reporter.receiver), since: start, reporter)
    }

    private func trainDetector(_ reporter: TrainingReporter) async throws {
        let job = DetectorTrainingJob(
            dataset: datasetURL, checks: detector.checks.map { URL(filePath: $0) }, output: outputURL,
            recipe: try detector.recipe(numbers), backbone: backboneURL, resumes: resume)
        let best = try await job.run(report: reporter.receiver).history.best
        reporter.finish()
        try Console.output(
            String(
                format: "average precision %.4f at an overlap of 0.5, %.4f inside the head\n",
                best?.check.strict ?? 0, best?.check.loose ?? 0))
    }

    private func show(_ result: TrainingResult, since start: ContinuousClock.Instant, _ reporter: TrainingReporter)
        throws
    {
        reporter.finish()
        try Console.output(result.report.text + "\n")
        let accuracy = result.report.accuracyInterval
        try Console.output(
            String(
                format: "%@ accuracy %.2f %% (95 %% interval %.2f to %.2f), %d of %d\n", result.reportedPart.rawValue,
                accuracy.estimate * 100, accuracy.lower * 100, accuracy.upper * 100, result.report.confusion.correct,
                result.report.support))
        guard !quiet else { return }
        let folder = result.model.deletingLastPathComponent()
        Console.say("\(start.duration(to: .now).phrase) in all. Written to \(folder.relativePath):")
        Console.say("  \(result.files[0]) and \(result.files.dropFirst().joined(separator: ", "))")
    }

    /// Tells the user how to continue.
    private func sayHowToGoOn() {
        Console.say(
            TrainingFolder.isResumable(at: outputURL)
                ? "facemask: Interrupted; continue after the last complete epoch by the same command with --resume."
                : "facemask: Interrupted before the first epoch ended; start again by the same command.")
    }
}
#endif
