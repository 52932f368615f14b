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
            A source that can't be read is named on stderr, the others are still worked on, and the exit code says so.
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
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let items = try PictureSources(sources).items
            let detector = try MaskDetector(models.detectorOptions)
            let annotated = try annotatedPictures()
            let look = PictureLook(detector: detector, annotated: annotated)
            var run = DetectRun(sink: sink, total: items.count, isQuiet: quiet)
            // While one picture is in the networks, the next are decoded.
            try await workInOrder(
                on: items, parallelism: ProcessInfo.processInfo.activeProcessorCount + 1,
                { await look.result(for: $0) }, receive: { try run.receive($0) })
            try run.finish()
        }
    }

    private func annotatedPictures() throws -> AnnotatedPictures? {
        guard writesPictures ?? (format == .text || output != nil) else { return nil }
        return try AnnotatedPictures(folder: output)
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
