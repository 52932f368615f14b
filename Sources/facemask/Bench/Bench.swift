import FaceMaskFormats
import FaceMaskFiles
import FaceMaskCore
import ArgumentParser
import FaceMask
import Foundation
import FaceMaskMedia

struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measures how fast each stage is on this machine, and how near its bound.",
        discussion: """
            Without a source it measures with pictures and a video of its own. Each stage runs by itself and all \
            together, on one core and on all, with several numbers of faces; beside it stands the share of its bound \
            that it reaches: the networks' arithmetic at the speed of large matrix products, the least memory traffic \
            at the speed of copying, the decoder alone, or the processor time of the stages; all measured in the same \
            run, in rounds.

              facemask bench
              facemask bench photos/ street.mp4 --format json > speed.json

            Times differ between machines and days; ratios stay. A baseline tells whether something became slower \
            beside the rest, with exit code 1:

              facemask bench --save baseline.json
              facemask bench --check baseline.json

            Let nothing else run meanwhile.
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, json
    }

    @Argument(
        help: ArgumentHelp(
            "Photos, videos, folders of them or quoted globs; at most eight photos count, evenly spread.",
            valueName: "source"))
    var sources: [String] = []

    @Option(help: "What to print: text or json.")
    var format = Format.text

    @Option(
        help: ArgumentHelp(
            "How many faces pictures are made with, divided by commas; none makes no pictures.", valueName: "numbers"))
    var faces = "1,3,10,50,200"

    @Option(help: ArgumentHelp("How often each stage is measured.", valueName: "number"))
    var rounds = 5

    @Option(help: ArgumentHelp("The most seconds of each video that are used.", valueName: "seconds"))
    var duration = 20.0

    @Option(help: ArgumentHelp("Write the report to a file, as JSON, to compare with later.", valueName: "file"))
    var save: String?

    @Option(help: ArgumentHelp("Compare with a report that was saved earlier.", valueName: "file"))
    var check: String?

    @Option(
        help: ArgumentHelp(
            "With --check: how much longer a stage may take beside the others or its bound; 0.25 is a quarter.",
            valueName: "share"))
    var tolerance = 0.25

    @OptionGroup(title: "Models")
    var models: ModelOptions

    @Flag(name: .shortAndLong, help: "Print results and errors only: no progress.")
    var quiet = false

    /// More faces than a crowd in one picture only take long.
    private static let mostFaces = 1000

    func validate() throws {
        if sources.contains("") { throw ValidationError("A source is empty; name a photo, a video or a folder.") }
        if save == "" { throw ValidationError("--save is empty; name a file.") }
        if check == "" { throw ValidationError("--check is empty; name a file that --save wrote.") }
        if faceCounts == nil {
            throw ValidationError(
                "--faces '\(faces)' is out of range; give numbers from 1 to \(Self.mostFaces), such as 1,10.")
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
            Int($0.trimmingCharacters(in: .whitespaces)).flatMap { (1...Self.mostFaces).contains($0) ? $0 : nil }
        }
        return counts.contains(nil) ? nil : Set(counts.compactMap(\.self)).sorted()
    }

    func run() async throws {
        try await reportingFailures {
            if let save { try OutputFile.check(save) }
            let baseline = try check.map {
                try BenchReport(json: try InputFile.text($0, what: "The baseline"), path: $0)
            }
            let plan = try plan()
            Interruption.listen()
            guard let report = try await measured(plan) else { return }
            try Console.output(format == .json ? try report.json() : report.text)
            if let save { try OutputFile.write(try report.json(), to: save) }
            guard let baseline else { return }
            var comparison = try BenchGuard(report, against: baseline, tolerance: tolerance)
            if comparison.regression != nil {
                if !quiet { Console.say("Something seems slower; everything is measured once more, to be sure.") }
                guard let again = try await measured(plan) else { return }
                comparison = comparison.confirmed(
                    by: try BenchGuard(again, against: baseline, tolerance: tolerance))
            }
            if !quiet || comparison.regression != nil { Console.say(comparison.text) }
            if let regression = comparison.regression {
                Console.say("facemask: \(regression)")
                throw ExitCode.regression
            }
        }
    }

    /// `nil` when the user stopped it, which ends the program.
    private func measured(_ plan: BenchSession.Plan) async throws -> BenchReport? {
        do {
            return try await BenchSession.report(of: plan, isQuiet: quiet)
        } catch is CancellationError where Interruption.isRequested {
            Console.say("facemask: Interrupted; nothing more was written.")
            Interruption.end()
            return nil
        }
    }

    /// Throws the first source that can't be used: a measurement of less than was asked for is another one.
    private func plan() throws -> BenchSession.Plan {
        var plan = BenchSession.Plan(
            pictures: [], videos: [], isOwn: sources.isEmpty, faceCounts: faceCounts ?? [],
            threads: models.threads ?? Processors.count, rounds: rounds, duration: duration, models: models)
        for item in PictureSources(sources).items {
            switch item {
            case .failure(let failure, _): throw failure
            case .picture(let source) where source.kind == .video: plan.videos.append(source.path)
            case .picture(let source): plan.pictures.append(source.path)
            }
        }
        return plan
    }
}
