import ArgumentParser
import FaceMaskCore
import FaceMaskDatasetTools
package import FaceMaskDatasets
import FaceMaskFormats

struct DatasetPrepare: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prepare",
        abstract: "Cuts the faces out of labelled photos and makes one crop set from any number of datasets.",
        discussion: """
            A source is a folder with a folder for each class (with_mask, without_mask, mask_worn_incorrectly), or \
            photos with boxes: a COCO JSON file with its photos beside it or in 'images', a folder of Pascal VOC XML \
            files, or a folder of YOLO labels with data.yaml or classes.txt. From the output folder of 'facemask \
            synthesize', only faces that got a mask or an object are used, and all pictures made from one photo stay in \
            one group.

              facemask dataset prepare faces scenes/annotations.json --output crops
              facemask train --dataset crops …

            Boxes come from the detector that 'facemask detect' uses, so that training sees the same crops as \
            detection: the largest face in a photo without boxes, and the face that overlaps an annotated box; where \
            no such face is detected, the annotated box is used. The folder --output receives a small JPEG picture of \
            each face in a folder for its class, and crops.jsonl with a record for each: state, source, origin, box, \
            landmarks, hash, and the group of near-copies that must stay on one side of a split.

            Decisions about single pictures are lists, so that the datasets stay as they were collected: a line for \
            each decision, which begins with the SHA-256 of a crop or photo, or with its path in crops.jsonl, and ends \
            with the reason.
            """)

    @Argument(help: ArgumentHelp("Datasets: folders or COCO JSON files.", valueName: "source"))
    var sources: [String]

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The folder for the crop set, which must be missing or empty.", valueName: "folder"))
    var output: String

    @Option(help: "What names the collector of a photo: the first word of its file's name, or its folder.")
    var originFrom = Origins.Rule.name

    @Option(
        help: ArgumentHelp(
            "The least shorter side of a face's box, in pixels of the photo; smaller faces are left out.",
            valueName: "pixels"))
    var minFace = CropPreparation.defaultMinimumFaceSide

    @Option(
        help: ArgumentHelp("A list of crops and photos to leave out; may be repeated.", valueName: "list"))
    var exclude: [String] = []

    @Option(
        help: ArgumentHelp(
            """
            A list of crops and photos with wrong labels, with the right state after the hash or path; may be \
            repeated.
            """, valueName: "list"))
    var relabel: [String] = []

    @Option(help: ModelOptions.faceDetectorHelp)
    var faceDetector: String?

    @Flag(name: .shortAndLong, help: "Print errors only.")
    var quiet = false

    func validate() throws {
        if output.isEmpty { throw ValidationError("--output is empty; name a folder.") }
        if sources.contains("") { throw ValidationError("A source is empty; name a folder or a COCO JSON file.") }
        if !(1...1000).contains(minFace) {
            throw ValidationError("--min-face \(minFace) is out of range; give pixels from 1 to 1000.")
        }
    }

    func run() async throws {
        try await reportingFailures {
            let start = ContinuousClock.now
            let preparation = try preparation()
            let reporter = ConsoleReporter(isQuiet: quiet)
            let result = try await reporter.run(
                ifInterrupted: { "Interrupted after \($0) of \($1) photos; nothing is left of it." },
                { try await preparation.run(report: $0) })
            if !quiet { try say(result, after: start.duration(to: .now)) }
            if let failure = result.firstFailure { throw failure.exitCode }
        }
    }

    private func preparation() throws -> CropPreparation {
        var preparation = CropPreparation(sources: sources, output: output)
        preparation.originRule = originFrom
        preparation.decisions = try CropDecisions(exclusions: exclude, relabellings: relabel)
        preparation.faceDetector = faceDetector
        preparation.minimumFaceSide = minFace
        return preparation
    }

    private func say(_ result: CropPreparation.Result, after duration: Duration) throws {
        try Console.output(result.summary)
        if let unused = result.unusedDecisions.first {
            Console.say(
                "\(Phrases.count(result.unusedDecisions.count, "decision")) without a picture in these sources, such as "
                    + "'\(printable(unused))'.")
        }
        Console.say("\(duration.phrase) in all.")
    }
}

extension Origins.Rule: ExpressibleByArgument {}
