import ArgumentParser
import FaceMask
import Foundation
import Sinks

struct Detect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Finds faces in photos and says of each how it wears its mask.",
        discussion: """
            For a person it prints a line for each face and writes each picture again with its faces marked, as \
            NAME.masked.EXTENSION beside the original or under --output:

              facemask detect photo.jpg
              facemask detect holiday/ party.png --output marked

            For a program it prints JSON Lines, JSON or CSV, and writes no pictures unless --output is given:

              facemask detect --format jsonl photos/ > faces.jsonl
              find . -name '*.jpg' | facemask detect --format csv - > faces.csv

            States are with_mask, without_mask, mask_worn_incorrectly, and unsure where the model can't tell. \
            A source that can't be read is named on stderr, the others are still worked on, and the exit code is that \
            of the first failure.
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, json, jsonl, csv
    }

    @Argument(
        help: ArgumentHelp(
            "Photos, folders of photos, quoted globs, or - for paths on standard input.", valueName: "source"))
    var sources: [String]

    @Option(help: "What to print: text, json, jsonl or csv.")
    var format = Format.text

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The folder for pictures with marked faces; made when missing.", valueName: "folder"))
    var output: String?

    @Flag(name: .customLong("pictures"), inversion: .prefixedNo, help: "Whether to write pictures with marked faces.")
    var writesPictures: Bool?

    @OptionGroup(title: "Models")
    var models: ModelOptions

    @Flag(name: .shortAndLong, help: "Print results and errors only: no progress, no summary.")
    var quiet = false

    func validate() throws {
        if sources.isEmpty {
            throw ValidationError("Name at least one photo or folder, such as: facemask detect photo.jpg")
        }
        if sources.contains("") { throw ValidationError("A source is empty; name a photo or a folder.") }
        if output == "" { throw ValidationError("--output is empty; name a folder.") }
        if output != nil, writesPictures == false {
            throw ValidationError("--output and --no-pictures contradict each other; leave one out.")
        }
    }

    func run() async throws {
        try await CommandFailure.reporting {
            var items = PictureSources(sources).items
            var targets = [String?](repeating: nil, count: items.count)
            let writes = writesPictures ?? (format == .text || output != nil)
            if writes {
                let plan = MarkedPaths(items: items, folder: output.map(PathParts.withoutSlash))
                (items, targets) = (plan.items, plan.targets)
                if !quiet { plan.notesForPeople.forEach { Console.say(printable($0)) } }
            }
            let inputs = Array(zip(items, targets))
            try await LoadingDetector.load(models.detectorOptions) { detector in
                try await look(at: inputs, with: detector, writes: writes)
            }
        }
    }

    private func look(
        at inputs: [(PictureSources.Item, String?)], with detector: LoadingDetector, writes: Bool
    ) async throws {
        let look = PictureLook(detector: detector, annotated: writes ? try AnnotatedPictures(folder: output) : nil)
        var run = DetectRun(sink: sink, total: inputs.count, isQuiet: quiet)
        Interruption.listen()
        // While one picture is in the networks, the next are decoded.
        try await workInOrder(
            on: inputs, parallelism: ProcessInfo.processInfo.activeProcessorCount + 1,
            while: { !Interruption.isRequested }, { try await look.result(for: $0.0, target: $0.1) },
            receive: { try run.receive($0) })
        try run.finish()
    }

    private var sink: any SceneReceiving {
        switch format {
        case .text: TextSink(isColored: Console.isColored, write: Console.output)
        case .json: JSONSink(write: Console.output)
        case .jsonl: JSONLinesSink(write: Console.output)
        case .csv: CSVSink(write: Console.output)
        }
    }
}
