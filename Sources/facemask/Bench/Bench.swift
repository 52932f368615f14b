import ArgumentParser
import FaceMask
import FaceMaskBenchmarks
import FaceMaskCore
import FaceMaskFiles
import FaceMaskMedia
import FaceMaskSinks
import FaceMaskWatching
import Foundation

struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measures the speed of each stage on this machine, and how near it is to its bound.",
        discussion: """
            Without a source, the sample portraits and a generated video are measured. Each stage runs by itself and \
            all together, on one core and on all, with several numbers of faces. Beside each time is the share of its \
            bound that it reaches. The bound of a network is its arithmetic at the speed of large matrix products, \
            that of a stage that moves pixels is its least memory traffic at the speed of copying, that of decoding is \
            the decoder alone, and that of the whole is the processor time of its stages. Bounds and stages are \
            measured in the same run, in rounds.

              facemask bench
              facemask bench photos/ street.mp4 --format json > speed.json

            Times differ between machines and days, ratios don't. A comparison with a baseline tells which stages \
            have become slower relative to the rest, with exit code 1:

              facemask bench --save baseline.json
              facemask bench --check baseline.json

            Run nothing else meanwhile.
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, json
    }

    @Argument(
        help: ArgumentHelp(
            "Photos, videos, folders of them or quoted globs. At most eight photos are used, evenly spread.",
            valueName: "source"))
    var sources: [String] = []

    @Option(help: "The output format: text or json.")
    var format = Format.text

    @Option(
        help: ArgumentHelp(
            "The numbers of faces in the pictures that are composed, separated by commas; none composes no pictures.",
            valueName: "numbers"))
    var faces = "1,3,10,50,200"

    @Option(help: ArgumentHelp("The number of measurements of each stage.", valueName: "number"))
    var rounds = 5

    @Option(help: ArgumentHelp("The number of seconds of each video that are used at most.", valueName: "seconds"))
    var duration = 20.0

    @Option(help: ArgumentHelp("Write the report to a file as JSON, to compare with later.", valueName: "file"))
    var save: String?

    @Option(help: ArgumentHelp("Compare with a report that --save wrote.", valueName: "file"))
    var check: String?

    @Option(
        help: ArgumentHelp(
            "With --check: how much longer a stage may take relative to the others or to its bound; 0.25 is a quarter.",
            valueName: "share"))
    var tolerance = 0.25

    @OptionGroup(title: "Models")
    var models: ModelOptions

    @Flag(name: .shortAndLong, help: "Print results and errors only, no progress.")
    var quiet = false

    /// More faces than a crowd has only take more time.
    private static let maximumFaces = 1000

    func validate() throws {
        if sources.contains("") { throw ValidationError("A source is empty; name a photo, a video or a folder.") }
        if save == "" { throw ValidationError("--save is empty; name a file.") }
        if check == "" { throw ValidationError("--check is empty; name a file that --save wrote.") }
        if faceCounts == nil {
            throw ValidationError(
                "--faces '\(faces)' is out of range; give numbers from 1 to \(Self.maximumFaces), such as 1,10.")
        }
        if !(1...1000).contains(rounds) {
            throw ValidationError("--rounds \(rounds) is out of range; give a number from 1 to 1000.")
        }
        if !(duration > 0 && duration.isFinite) {
            throw ValidationError("--duration \(duration) is out of range; give seconds above 0.")
        }
        if !(tolerance > 0 && tolerance.isFinite) {
            throw ValidationError("--tolerance \(tolerance) is out of range; give a number above 0, such as 0.25.")
        }
    }

    /// `nil` where one is out of range.
    private var faceCounts: [Int]? {
        if faces == "none" { return [] }
        let counts = faces.split(separator: ",", omittingEmptySubsequences: false).map {
            Int($0.trimmingCharacters(in: .whitespaces)).flatMap { (1...Self.maximumFaces).contains($0) ? $0 : nil }
        }
        return counts.contains(nil) ? nil : Set(counts.compactMap(\.self)).sorted()
    }

    func run() async throws {
        try await reportingFailures {
            if let save { try OutputFile.check(save) }
            let baseline = try check.map {
                try BenchmarkReport(json: try InputFile.text($0, what: "The baseline"), path: $0)
            }
            let plan = try plan()
            do {
                try await measure(plan, against: baseline)
            } catch let error as CancellationError {
                Console.say("facemask: Interrupted; nothing more was written.")
                throw error
            }
        }
    }

    private func measure(_ plan: BenchmarkPlan, against baseline: BenchmarkReport?) async throws {
        let reporter = ConsoleReporter(isQuiet: quiet)
        let report = try await BenchmarkSession.run(plan, report: reporter.receiver)
        try Console.output(format == .json ? try report.json() : report.text)
        if let save { try OutputFile.write(try report.json(), to: save) }
        guard let baseline else { return }
        var comparison = try BaselineComparison(of: report, with: baseline, tolerance: tolerance)
        if !comparison.slowerRows.isEmpty {
            reporter.show(.note("Something seems slower; everything is measured once more, to be sure."))
            let second = try await BenchmarkSession.run(plan, report: reporter.receiver)
            comparison = comparison.confirmed(
                by: try BaselineComparison(of: second, with: baseline, tolerance: tolerance))
        }
        if !quiet || comparison.regression != nil { Console.say(comparison.text) }
        if let regression = comparison.regression {
            Console.say("facemask: \(regression)")
            throw ExitCode.regression
        }
    }

    /// Throws the first source that can't be used: measuring less than was asked for would give another result.
    private func plan() throws -> BenchmarkPlan {
        var plan = BenchmarkPlan(
            threads: models.threads ?? ProcessInfo.processInfo.activeProcessorCount,
            detector: try models.configuration(for: .photos, .batch), videoPipeline: try Self.videoPipeline())
        (plan.faceCounts, plan.rounds, plan.videoSeconds) = (faceCounts ?? [], rounds, duration)
        guard !sources.isEmpty else { return plan }
        var (pictures, videos): ([String], [String]) = ([], [])
        for item in PictureSources(sources).items {
            switch item {
            case .failure(let failure, _): throw failure
            case .picture(let source) where source.kind == .video: videos.append(source.path)
            case .picture(let source): pictures.append(source.path)
            }
        }
        plan.sources = .files(pictures: pictures, videos: videos)
        return plan
    }

    /// What `facemask detect --format jsonl` does with a video.
    private static func videoPipeline() throws
        -> @Sendable (SharedDetector, FrameSelection) -> BenchmarkPlan.VideoPipeline
    {
        let options = try VideoOptions.parse([])
        return { detector, selection in
            var options = options
            options.duration = selection.duration
            let (chosen, sampling) = (options.selection, options.sampling(hidesFaces: false))
            return { path in
                let input = SessionInput.file(.file(URL(filePath: path)), selecting: chosen, sampling: sampling)
                let session = SourceSession(name: path, input: input)
                var sink = JSONLinesSink { _ in }
                let observer = SourceSession.Observer(receive: { try sink.receive($0) })
                let summary = try await session.run(with: detector.detector.analyzer, observer: observer)
                if let failure = summary.sourceFailure { throw failure }
            }
        }
    }
}
