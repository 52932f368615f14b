import ArgumentParser
import FaceMask
import FaceMaskCore
import FaceMaskEvents
import FaceMaskMedia
import FaceMaskMonitoring
import FaceMaskSinks
import FaceMaskWatching
import Foundation
import Logging

struct Watch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Watches cameras, streams and screens, tracks people and classifies how each wears a mask.",
        discussion: """
            A camera of this machine, one in the network, several at once:

              facemask watch cam
              facemask watch 'rtsp://user:${CAM_PASSWORD}@192.168.1.20/stream'
              facemask watch 0 1 rtsp://door.local/live --format jsonl > people.jsonl
              facemask watch cam --alert 'without>=1 for 5s every 60s then bell, run notify-send Masks'
              facemask watch -c cameras.yml

            An address may name an environment variable for its password, which is never printed. Single quotes keep the \
            shell from replacing it. Only the newest frame of a camera is analyzed; skipped frames are counted as dropped. \
            A lost source is reopened after 1, 2, 4, … and then every 30 seconds, while the others continue. Ctrl-C or \
            --duration stops watching and completes all files.
            """)

    @Argument(
        help: ArgumentHelp(
            "cam, 0, /dev/video1, rtsp://…, http://…, screen, or a video file.", valueName: "source"))
    var sources: [String] = []

    @Option(
        name: [.customShort("c"), .customLong("cameras")],
        help: ArgumentHelp("A file of cameras with zones, lines and alerts (docs/watching.md).", valueName: "file"))
    var cameraFile: String?

    @Option(
        name: .customLong("alert"),
        help: ArgumentHelp(
            "When to raise an alert for a source on the command line: STATES>=LIMIT [for TIME] [every TIME] [then ACTION, …]; "
                + "may be repeated.",
            valueName: "rule"))
    var alerts: [String] = []

    @Option(help: "The output format.")
    var format = ResultFormat.text

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The folder for annotated videos; created if missing.", valueName: "folder"))
    var output: String?

    @Flag(
        name: .customLong("show"),
        help: "Show annotated frames in a window, all sources side by side; q closes it and stops watching.")
    var isShown = false

    @Flag(name: .customLong("blur"), help: "Hide faces in annotated videos and in the window.")
    var hidesFaces = false

    @Option(
        name: .customLong("people"), help: ArgumentHelp("Write a table of the people, as CSV.", valueName: "file"))
    var peopleTable: String?

    @Option(
        name: .customLong("crops"),
        help: ArgumentHelp("Save the best picture of each person to a folder.", valueName: "folder"))
    var crops: String?

    @Option(help: ArgumentHelp("Stop after N seconds.", valueName: "seconds"))
    var duration: Double?

    @Option(
        help: ArgumentHelp("The frame size to request from cameras and screens, such as 1280x720.", valueName: "size"))
    var size: String?

    @Option(
        help: ArgumentHelp(
            "The frame rate to request from cameras and screens, in frames per second.", valueName: "rate"))
    var rate: Double?

    @Flag(help: "Receive RTSP over UDP: less delay, but lost packets leave gaps.")
    var udp = false

    @OptionGroup(title: "Models")
    var models: ModelOptions

    @Flag(name: .shortAndLong, help: "Print only results, alerts and errors: no live line, no notices, no summary.")
    var quiet = false

    func validate() throws {
        if sources.isEmpty && cameraFile == nil || sources.contains("") {
            throw ValidationError("Name at least one source, such as: facemask watch cam")
        }
        if cameraFile == "" { throw ValidationError("--cameras is empty; name a YAML file.") }
        if !alerts.isEmpty, sources.isEmpty {
            throw ValidationError(
                "--alert applies to sources on the command line; put alerts for the others into the file.")
        }
        if Set(sources).count < sources.count { throw ValidationError("A source is named twice; name each once.") }
        for (name, text) in [("--output", output), ("--people", peopleTable), ("--crops", crops)] where text == "" {
            throw ValidationError("\(name) is empty; give a path.")
        }
        if hidesFaces, output == nil, !isShown {
            throw ValidationError("--blur applies to annotated videos and the window; add --output or --show.")
        }
        if hidesFaces, crops != nil {
            throw ValidationError("--blur hides faces, and --crops keeps them; leave one out.")
        }
        for (name, value) in [("--duration", duration), ("--rate", rate)] {
            guard let value, !(value > 0 && value.isFinite) else { continue }
            throw ValidationError("\(name) \(value) is out of range; give a number above 0.")
        }
        if let size, VideoAddress.Size(size) == nil {
            throw ValidationError("invalid --size '\(size)'; give width and height, such as 1280x720.")
        }
    }

    func run() async throws {
        try await reportingFailures {
            let display = WatchDisplay(isQuiet: quiet)
            let logger = Logger(label: "facemask") { _ in ConsoleLogHandler() }
            let plan = try Watching.Plan(
                request,
                dependencies: Watching.Dependencies(
                    consumers: [format.consumer(display), display],
                    alerts: AlertDelivery.Dependencies(
                        environment: ProcessInfo.processInfo.environment, bell: Console.bell,
                        report: { logger.warning("\($0)") }),
                    logger: logger))
            try await run(plan, display)
            try Task.checkCancellation()
            if let first = display.firstFailure { throw first.exitCode }
        }
    }

    private func run(_ plan: Watching.Plan, _ display: WatchDisplay) async throws {
        let detector = SharedDetector(try models.configuration(for: .videos, .batch))
        ProcessLifetime.keep(detector)
        let start = ContinuousClock.now
        let watching = Watching(plan, analyzer: try await detector.detector.analyzer) { display.show($0) }
        try Task.checkCancellation()
        let summaries = await watching.run()
        display.clear()
        if !watching.consumerFailures.contains(where: \.endsWatching) {
            WatchSummary(summaries, in: start.duration(to: .now)).lines.forEach { display.note($0) }
        }
    }

    private var request: WatchRequest {
        var request = WatchRequest()
        (request.sources, request.alerts, request.cameraFile) = (sources, alerts, cameraFile)
        (request.outputFolder, request.cropFolder) = (output, crops)
        (request.isShown, request.hidesFaces) = (isShown, hidesFaces)
        (request.size, request.rate) = (size.flatMap { VideoAddress.Size($0) }, rate)
        request.connection = VideoConnection(transport: udp ? .udp : .tcp)
        (request.peopleTable, request.duration) = (peopleTable, duration.map { .seconds($0) })
        return request
    }
}

extension ResultFormat {
    /// Writes events to standard output in this format. Without a reader there is no point in going on.
    fileprivate func consumer(_ display: WatchDisplay) -> SinkConsumer {
        let output = StandardOutput()
        return SinkConsumer(
            name: "standard output", isEssential: true,
            makeSink: { sink(isColored: Console.isColored, isLive: true, write: $0) },
            write: { text in
                // The results may go to the same terminal.
                display.clear()
                try await output.write(text)
            }, stopWriting: { output.stop() })
    }
}
