import ArgumentParser
import FaceMask
import Foundation
import Media
import Monitoring
import Sinks

struct Watch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Watches cameras, streams and screens: follows people and says how they wear their masks.",
        discussion: """
            A camera of this machine, one in the network, several at once:

              facemask watch cam
              facemask watch 'rtsp://user:${CAM_PASSWORD}@192.168.1.20/stream'
              facemask watch 0 1 rtsp://door.local/live --format jsonl > people.jsonl

            Passwords are taken from the environment where an address names a variable, and are never printed. The newest \
            frame is always the one that is looked at; the frames in between are counted as dropped. A source that is lost \
            is opened again after 1 second, then after 2, 4, up to 30, for as long as it takes; the others go on. Ctrl-C \
            or --duration ends it, and what is written is whole.
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, json, jsonl, csv
    }

    @Argument(
        help: ArgumentHelp(
            "cam, 0, /dev/video1, rtsp://…, http://…, screen, or a video file.", valueName: "source"))
    var sources: [String]

    @Option(help: "What to print: text, json, jsonl or csv.")
    var format = Format.text

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The folder for videos with marked people; made when missing.", valueName: "folder"))
    var output: String?

    @Flag(name: .customLong("blur"), help: "Hide the faces in what is written.")
    var hidesFaces = false

    @Option(
        name: .customLong("people"), help: ArgumentHelp("Write a table of the people, as CSV.", valueName: "file"))
    var peopleTable: String?

    @Option(help: ArgumentHelp("Stop after so many seconds.", valueName: "seconds"))
    var duration: Double?

    @Option(help: ArgumentHelp("The size asked of cameras and screens, such as 1280x720.", valueName: "size"))
    var size: String?

    @Option(help: ArgumentHelp("The frames a second asked of cameras and screens.", valueName: "rate"))
    var rate: Double?

    @Flag(help: "Let RTSP send by UDP: sooner, with holes where packets are lost.")
    var udp = false

    @OptionGroup(title: "Models")
    var models: ModelOptions

    @Flag(name: .shortAndLong, help: "Print results and errors only: no live line, no notices, no summary.")
    var quiet = false

    func validate() throws {
        if sources.isEmpty || sources.contains("") {
            throw ValidationError("Name at least one source, such as: facemask watch cam")
        }
        if Set(sources).count < sources.count { throw ValidationError("A source is named twice; name each once.") }
        for (name, text) in [("--output", output), ("--people", peopleTable)] where text == "" {
            throw ValidationError("\(name) is empty; name a place.")
        }
        if hidesFaces, output == nil {
            throw ValidationError("--blur hides faces in what is written; add --output.")
        }
        for (name, value) in [("--duration", duration), ("--rate", rate)] {
            guard let value, !(value > 0 && value.isFinite) else { continue }
            throw ValidationError("\(name) \(value) is out of range; give a number above 0.")
        }
        if let size, VideoAddress.Size(typed: size) == nil {
            throw ValidationError("--size \(size) is no size; give width and height, such as 1280x720.")
        }
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let watched = try watchedSources()
            if let output { try OutputFolder.make(output) }
            let writer = WatchOutput(
                sink: { [format] in format.sink }, people: try PeopleTable(path: peopleTable), isQuiet: quiet)
            Interruption.listen()
            try await LoadingDetectors.with(models) { detectors in
                let stages = try await detectors.detector(for: .videos).loaded.stages
                try await watch(watched, with: stages, output: writer)
            }
            try await writer.finish()
            if Interruption.isRequested { Interruption.end() }
            if let first = await writer.failures.first { throw first.exitCode }
        }
    }

    /// Watches all at once, until all have ended, the time is over or the user asks to stop.
    private func watch(_ sources: [WatchedSource], with stages: LookStages, output: WatchOutput) async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for source in sources {
                group.addTask {
                    do {
                        try await source.watch(with: stages, output: output)
                    } catch let error as MediaError {
                        try await output.note(CommandFailure(error), of: source.name)
                    }
                    return true
                }
            }
            group.addTask {
                await Interruption.wait()
                return false
            }
            if let duration {
                group.addTask {
                    try? await Task.sleep(for: .seconds(duration))
                    return false
                }
            }
            var open = sources.count
            while open > 0, let isSource = try await group.next() {
                if isSource { open -= 1 } else { group.cancelAll() }
            }
            group.cancelAll()
        }
    }

    private func watchedSources() throws -> [WatchedSource] {
        let marks = SceneMarks(hidesFaces: hidesFaces)
        var targets = Set<String>()
        return try sources.map { text in
            let address = try VideoAddress(text).asking(size.flatMap(VideoAddress.Size.init(typed:)), rate: rate)
            let isFile = !address.isLive
            let name = isFile ? text : address.description
            return WatchedSource(
                name: name, address: address, connection: VideoConnection(transport: udp ? .udp : .tcp),
                selection: .all, pace: hidesFaces ? .everyFrame : .perSecond(VideoOptions.usualLooks), marks: marks,
                target: output.map {
                    Self.target(for: isFile ? PathParts(text).stem : name, in: $0, avoiding: &targets)
                })
        }
    }

    /// `watched/dev-video0.masked.mp4`: what can't stand in a file name becomes a hyphen.
    private static func target(for name: String, in folder: String, avoiding taken: inout Set<String>) -> String {
        let words = name.split { !$0.isLetter && !$0.isNumber }.joined(separator: "-")
        var number = 1
        while true {
            let stem = (words.isEmpty ? "source" : words) + (number > 1 ? "-\(number)" : "")
            let target = "\(PathParts.withoutSlash(folder))/\(stem).masked.mp4"
            if taken.insert(target).inserted { return target }
            number += 1
        }
    }
}

extension Watch.Format {
    fileprivate var sink: any SceneReceiving {
        switch self {
        case .text: TextSink(isColored: Console.isColored, isLive: true, write: Console.output)
        case .json: JSONSink(write: Console.output)
        case .jsonl: JSONLinesSink(write: Console.output)
        case .csv: CSVSink(write: Console.output)
        }
    }
}

extension VideoAddress {
    /// The address with a wished-for size and rate, where it is one that has them.
    fileprivate func asking(_ size: Size?, rate: Double?) -> VideoAddress {
        switch self {
        case .camera(let camera): .camera(Camera(device: camera.device, size: size, rate: rate))
        case .screen(let screen): .screen(Screen(display: screen.display, size: size, rate: rate))
        default: self
        }
    }
}

extension VideoAddress.Size {
    /// `1280x720`; `nil` for what is none.
    fileprivate init?(typed text: String) {
        guard let match = text.wholeMatch(of: /(\d{1,5})x(\d{1,5})/), let width = Int(match.output.1),
            let height = Int(match.output.2), width > 0, height > 0
        else { return nil }
        self.init(width: width, height: height)
    }
}
