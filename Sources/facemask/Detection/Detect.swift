import FaceMaskEvents
import FaceMaskFormats
import FaceMaskFiles
import FaceMaskCore
import ArgumentParser
import FaceMask
import Foundation
import FaceMaskSinks

struct Detect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Finds faces in photos and videos and says of each how it wears its mask.",
        discussion: """
            For a person it prints a line for each face and writes each picture again with its faces marked, as \
            NAME.masked.EXTENSION beside the original or under --output:

              facemask detect photo.jpg
              facemask detect holiday/ party.png --output marked

            People in videos are followed: each is counted once, with a verdict that doesn't flicker.

              facemask detect street.mp4
              facemask detect street.mp4 --format jsonl --people people.csv > frames.jsonl

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
            "Photos, videos, folders of them, quoted globs, or - for paths on standard input.", valueName: "source"))
    var sources: [String]

    @Option(help: "What to print: text, json, jsonl or csv.")
    var format = Format.text

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The folder for pictures and videos with marked faces; made when missing.", valueName: "folder"))
    var output: String?

    @Flag(
        name: .customLong("pictures"), inversion: .prefixedNo,
        help: "Whether to write pictures and videos with marked faces.")
    var writesPictures: Bool?

    @Flag(name: .customLong("blur"), help: "Hide the faces in what is written.")
    var hidesFaces = false

    @Option(
        name: .customLong("people"),
        help: ArgumentHelp("Write a table of the people in videos, as CSV.", valueName: "file"))
    var peopleTable: String?

    @Option(
        name: .customLong("crops"),
        help: ArgumentHelp("Keep the best picture of each person in videos in a folder.", valueName: "folder"))
    var crops: String?

    @OptionGroup(title: "Videos")
    var videos: VideoOptions

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
        if crops == "" { throw ValidationError("--crops is empty; name a folder.") }
        if hidesFaces, crops != nil {
            throw ValidationError("--blur hides faces, and --crops keeps them; leave one out.")
        }
        if peopleTable == "" { throw ValidationError("--people is empty; name a CSV file.") }
        if hidesFaces, writesPictures == false {
            throw ValidationError("--blur hides faces in what is written, and --no-pictures writes nothing.")
        }
        if output != nil, writesPictures == false {
            throw ValidationError("--output and --no-pictures contradict each other; leave one out.")
        }
    }

    func run() async throws {
        try await reportingFailures {
            var items = PictureSources(sources).items
            var targets = [String?](repeating: nil, count: items.count)
            let writes = writesPictures ?? (format == .text || output != nil || hidesFaces)
            if writes {
                let plan = AnnotatedPaths(items: items, folder: output.map(PathParts.withoutSlash))
                (items, targets) = (plan.items, plan.targets)
                if !quiet { plan.notesForPeople.forEach { Console.say(printable($0)) } }
            }
            if let crops { try OutputFolder.make(crops) }
            let parts = DetectPart.parts(of: Array(zip(items, targets)))
            let hasManyPictures = parts.reduce(0) { $0 + $1.pictureCount } > 1
            let marks = AnnotationOptions(hidesFaces: hidesFaces)
            let annotated = writes ? try AnnotatedPictures(folder: output, marks: marks) : nil
            var run = DetectRun(
                sink: sink, people: try PeopleTable(path: peopleTable), total: items.count, isQuiet: quiet)
            try await LoadingDetectors.with(models) { detectors in
                Interruption.listen()
                for part in parts where !Interruption.isRequested {
                    try await look(
                        at: part, hasManyPictures, with: &detectors, annotated: annotated, marks: marks, run: &run)
                }
                try run.finish()
            }
        }
    }

    /// Pictures that are done and whose turn has not come: their scenes, not their pixels.
    private static let waitingLines = 8

    private func look(
        at part: DetectPart, _ hasManyPictures: Bool, with detectors: inout LoadingDetectors,
        annotated: AnnotatedPictures?, marks: AnnotationOptions,
        run: inout DetectRun
    ) async throws {
        switch part {
        case .pictures(let inputs):
            let detector = try detectors.detector(
                for: .photos, hasManyPictures ? .batch : .single, first: inputs.lazy.compactMap(\.item.path).first)
            let look = PictureAnalysis(detector: detector, annotated: annotated)
            // While some pictures are in the networks, the next are decoded; one that is looked at closely holds up the
            // others' lines, not their work.
            try await workInOrder(
                on: inputs, parallelism: ProcessInfo.processInfo.activeProcessorCount + 2, waiting: Self.waitingLines,
                while: { !Interruption.isRequested }, { try await look.result(for: $0.item, target: $0.target) },
                receive: { try run.receive($0) })
        case .video(let source, let target):
            let look = VideoAnalysis(
                detector: try detectors.detector(for: .videos, .batch), options: videos, marks: marks,
                crops: crops.map { BestCrops(folder: $0, name: source.path) }, isQuiet: quiet)
            let result = try await look.result(of: source.path, target: target) {
                try run.receive($0, of: source.path)
            }
            try run.receive(result)
        }
    }

    private var sink: any ResultSink {
        switch format {
        case .text: TextSink(isColored: Console.isColored, write: Console.output)
        case .json: JSONSink(write: Console.output)
        case .jsonl: JSONLinesSink(write: Console.output)
        case .csv: CSVSink(write: Console.output)
        }
    }
}
