import FaceMaskAnnotation
import FaceMaskFormats
import FaceMaskFiles
import FaceMaskCore
import ArgumentParser
import FaceMask
import FaceMaskDetectionJobs
import Foundation
import FaceMaskMedia
import FaceMaskSinks
import FaceMaskWatching

struct Detect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Finds faces in photos and videos and classifies how each wears a mask.",
        discussion: """
            By default it prints a line for each face and writes an annotated copy of each picture, \
            NAME.masked.EXTENSION, beside the original or to the folder --output:

              facemask detect photo.jpg
              facemask detect holiday/ party.png --output marked

            People in videos are tracked: each is counted once, with a verdict that doesn't flicker.

              facemask detect street.mp4
              facemask detect street.mp4 --format jsonl --people people.csv > frames.jsonl

            For programs it prints JSON Lines, JSON or CSV, and writes pictures only with --output or --pictures:

              facemask detect --format jsonl photos/ > faces.jsonl
              find . -name '*.jpg' | facemask detect --format csv - > faces.csv

            The states are with_mask, without_mask, mask_worn_incorrectly, and unsure if the model can't tell. \
            A source that can't be read is reported on stderr, the others are still analyzed, and the exit code is that \
            of the first failure.
            """)

    @Argument(
        help: ArgumentHelp(
            "Photos, videos, folders of them, quoted globs, or - for paths on standard input.", valueName: "source"))
    var sources: [String]

    @Option(help: "The output format.")
    var format = ResultFormat.text

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The folder for annotated pictures and videos; created if missing.", valueName: "folder"))
    var output: String?

    @Flag(
        name: .customLong("pictures"), inversion: .prefixedNo,
        help: "Whether to write annotated pictures and videos.")
    var writesPictures: Bool?

    @Option(
        help: ArgumentHelp(
            "Also write the annotated photos side by side in one picture, .jpg or .png.", valueName: "file"))
    var contactSheet: String?

    @Flag(name: .customLong("blur"), help: "Hide faces in annotated pictures and videos.")
    var hidesFaces = false

    @Option(
        name: .customLong("people"),
        help: ArgumentHelp("Write a table of the people in videos, as CSV.", valueName: "file"))
    var peopleTable: String?

    @Option(
        name: .customLong("crops"),
        help: ArgumentHelp("Save the best picture of each person in videos to a folder.", valueName: "folder"))
    var crops: String?

    @OptionGroup(title: "Videos")
    var videos: VideoOptions

    @OptionGroup(title: "Models")
    var models: ModelOptions

    @Flag(name: .shortAndLong, help: "Print only results and errors: no progress, no summary.")
    var quiet = false

    func validate() throws {
        if sources.isEmpty {
            throw ValidationError("Name at least one photo or folder, such as: facemask detect photo.jpg")
        }
        if sources.contains("") { throw ValidationError("A source is empty; name a photo or a folder.") }
        if output == "" { throw ValidationError("--output is empty; name a folder.") }
        if let contactSheet, !PictureWriter.fileExtensions.contains(PathParts(contactSheet).fileExtension.lowercased())
        {
            throw ValidationError("--contact-sheet '\(contactSheet)' must end in .jpg or .png.")
        }
        if contactSheet != nil, writesPictures == false {
            throw ValidationError("--contact-sheet shows annotated photos, and --no-pictures writes none.")
        }
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
            let (inputs, notes) = self.inputs
            let reporter = ConsoleReporter(isQuiet: quiet)
            notes.forEach { reporter.show(.note($0)) }
            if let crops { try OutputFolder.make(crops) }
            if let contactSheet {
                let folder = PathParts(contactSheet).folder
                if !folder.isEmpty { try OutputFolder.make(folder) }
                try OutputFile.check(contactSheet)
            }
            let annotated = writes ? try AnnotatedPhotos(folder: output, style: style) : nil
            let table = try peopleTable.map { try PeopleTable(path: $0) }
            let sink = format.sink(isColored: Console.isColored, write: Console.output)
            let run = DetectRun(sink: sink, table: table, total: inputs.count, reporter: reporter)
            do {
                try await analyze(DetectionPart.parts(of: inputs), annotated: annotated, run: run)
            } catch is CancellationError {
                // What was received until then is summarized.
            }
            try run.finish(wasInterrupted: Task.isCancelled, contactSheet: contactSheet)
            try Task.checkCancellation()
            if let first = reporter.firstFailure { throw first.exitCode }
        }
    }

    private var writes: Bool {
        writesPictures ?? (format == .text || output != nil || contactSheet != nil || hidesFaces)
    }

    private var style: AnnotationStyle { AnnotationStyle(hidesFaces: hidesFaces) }

    /// What to analyze, where annotated pictures go, and what a person should know of that.
    private var inputs: (inputs: [DetectionPart.Input], notes: [String]) {
        let items = PictureSources(sources).items
        guard writes else { return (items.map { DetectionPart.Input(item: $0) }, []) }
        let plan = AnnotatedPaths(items: items, folder: output.map(PathParts.withoutSlash))
        return (zip(plan.items, plan.targets).map { DetectionPart.Input(item: $0, target: $1) }, plan.notesForPeople)
    }

    private func analyze(_ parts: [DetectionPart], annotated: AnnotatedPhotos?, run: DetectRun) async throws {
        let photoCount = parts.reduce(0) { $0 + $1.photoCount }
        var configuration = try models.configuration(for: .photos, photoCount > 1 ? .batch : .single)
        configuration.expectedSize = parts.firstPhoto.flatMap { PixelSize(ofPictureAt: $0) }
        let photoDetector = SharedDetector(configuration)
        let videoDetector = SharedDetector(try models.configuration(for: .videos, .batch))
        ProcessLifetime.keep([photoDetector, videoDetector])
        let photos = PhotoPipeline(detector: photoDetector, annotated: annotated)
        for part in parts {
            switch part {
            case .photos(let inputs): try await photos.outcomes(of: inputs) { try run.receive($0) }
            case .video(let source, let target):
                let analyzer = try await videoDetector.detector.analyzer
                let video = session(of: source.path, target: target)
                let summary = try await video.run(with: analyzer, observer: run.observer(videos.selection))
                try Task.checkCancellation()
                try run.receive(summary)
            }
            try Task.checkCancellation()
        }
    }

    private func session(of path: String, target: String?) -> SourceSession {
        let url = URL(filePath: path)
        let input = SessionInput.file(
            .file(url), selecting: videos.selection, sampling: videos.sampling(hidesFaces: hidesFaces))
        var session = SourceSession(name: path, input: input)
        session.outputs.style = style
        (session.outputs.videoPath, session.outputs.videoStart) = (target, videos.start)
        session.outputs.soundSource = url
        session.outputs.crops = crops.map { BestCrops(folder: $0, name: path) }
        return session
    }
}

extension [DetectionPart] {
    /// The path of the photo that is analyzed first, for whose size the detector is prepared.
    fileprivate var firstPhoto: String? {
        for case .photos(let inputs) in self {
            if let path = inputs.lazy.compactMap(\.item.path).first { return path }
        }
        return nil
    }
}

extension PixelSize {
    /// The size of the picture in a file; `nil` where it can't be read.
    fileprivate init?(ofPictureAt path: String) {
        guard let size = try? PictureReader().size(of: URL(filePath: path)) else { return nil }
        try? self.init(width: size.width, height: size.height)
    }
}
