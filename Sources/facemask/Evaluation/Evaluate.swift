import ArgumentParser
import FaceMaskCore
import FaceMaskDatasets
import FaceMaskEvaluationJobs
import FaceMaskFiles

struct Evaluate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measures the accuracy of a classifier on labelled faces.",
        discussion: """
            The dataset is a crop set that 'facemask dataset prepare' made, a folder with a folder for each class (the \
            largest face of each photo counts), or photos with boxes, such as a COCO JSON file; with boxes, finding the \
            faces is measured, too:

              facemask evaluate --dataset crops
              facemask evaluate model.onnx --dataset crops --origin scenes/tv --report report.html
              facemask evaluate model.onnx --dataset crops --compare older.onnx
              facemask evaluate --dataset scenes/annotations.json --format json > scenes.json

            It prints precision, recall and F1 of each class with 95 % intervals, the areas under the ROC and \
            precision-recall curves, the calibration of the probabilities, the effect of thresholds, and the same for \
            slices: face size, origin, sharpness, brightness, skin tone (an estimate from the photo), and turn of the \
            head. Measure on photos that took no part in training: others only show how well the classifier remembers.
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, json
    }

    @Argument(
        help: ArgumentHelp(
            "A classifier that 'facemask train' wrote; by default the one that ships with FaceMask.", valueName: "model"
        ))
    var model: String?

    @Option(help: ArgumentHelp("A crop set, a folder of class folders, or a COCO JSON file.", valueName: "path"))
    var dataset: String

    @Option(
        help: ArgumentHelp(
            "A second classifier, measured on the same faces and compared with the first.", valueName: "model"))
    var compare: String?

    @Option(
        name: .customLong("origin"),
        help: ArgumentHelp(
            "Measure only faces of this origin, given whole (scenes/tv) or by its last part (tv); may be repeated.",
            valueName: "name"))
    var origins: [String] = []

    @Option(
        name: .customLong("test-of"),
        help: ArgumentHelp(
            "The split.csv of a training on this crop set: measure only its test part.",
            valueName: "split.csv"))
    var split: String?

    @Option(help: "The output format: text or json.")
    var format = Format.text

    @Option(
        help: ArgumentHelp(
            """
            Write an HTML page with plots, slices and pictures of the worst mistakes. It contains photos of people, \
            so keep it on this machine.
            """, valueName: "file.html"))
    var report: String?

    @Option(
        help: ArgumentHelp(
            "Write a CSV file with a row for each face: file, state, probabilities of each model.",
            valueName: "file.csv"))
    var predictions: String?

    @Option(help: ArgumentHelp("The number of mistakes to show, the worst first.", valueName: "number"))
    var mistakes = 24

    @Option(help: ModelOptions.faceDetectorHelp)
    var faceDetector: String?

    @Flag(help: ModelOptions.exactHelp)
    var exact = false

    @Flag(name: .shortAndLong, help: "Print results and errors only.")
    var quiet = false

    func validate() throws {
        let paths = [
            ("The model", model), ("--dataset", dataset), ("--compare", compare), ("--test-of", split),
            ("--report", report),
            ("--predictions", predictions), ("--face-detector", faceDetector),
        ]
        for (name, value) in paths where value == "" { throw ValidationError("\(name) is empty; name a file.") }
        if origins.contains("") { throw ValidationError("--origin is empty; name an origin.") }
        if !(0...500).contains(mistakes) {
            throw ValidationError("--mistakes \(mistakes) is out of range; give a number from 0 to 500.")
        }
        if let report, !["html", "htm"].contains(PathParts(report).fileExtension.lowercased()) {
            throw ValidationError("--report '\(report)' is not a name for an HTML page; let it end in .html.")
        }
    }

    func run() async throws {
        try await reportingFailures {
            for file in [report, predictions].compactMap(\.self) { try OutputFile.check(file) }
            let job = try job()
            let reporter = ConsoleReporter(isQuiet: quiet)
            let result = try await reporter.run(
                ifInterrupted: { "Interrupted after \($0) of \($1) pictures; nothing is written." },
                { try await job.run(report: $0) })
            try write(result)
            if let failure = reporter.firstFailure { throw failure.exitCode }
        }
    }

    private func job() throws -> EvaluationJob {
        var job = EvaluationJob(dataset: dataset)
        (job.model, job.comparedModel, job.faceDetector) = (model, compare, faceDetector)
        (job.origins, job.mistakeCount, job.isExact) = (origins, mistakes, exact)
        job.testPart = try split.map {
            try SplitTable(try InputFile.text($0, what: "The split"), name: $0).pictures["test"] ?? []
        }
        return job
    }

    private func write(_ result: EvaluationResult) throws {
        if let predictions { try OutputFile.write(EvaluationPredictions(result).csv, to: predictions) }
        if let report { try OutputFile.write(EvaluationPage(result).html(), to: report) }
        switch format {
        case .text: try Console.output(EvaluationText(result).text)
        case .json: try Console.output(try result.json())
        }
        if !quiet, let report {
            Console.say("Report: \(printable(report)). It contains photos of people: keep it on this machine.")
        }
    }
}
