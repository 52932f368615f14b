import FaceMaskConcurrency
import Foundation
import Testing

/// The program in a hostile world: exit codes are in the tables, texts in Snapshots.
///
/// Each attempt is a separate test case, so that a failure names it and `--filter` runs one table.
@Suite struct AttemptTests {
    @Test(arguments: Attempt.inputs) func inputs(_ attempt: Attempt) async throws {
        try await check(attempt, in: .inputs)
    }

    @Test(arguments: Attempt.folders) func folders(_ attempt: Attempt) async throws {
        try await check(attempt, in: .folders)
    }

    @Test(arguments: Attempt.outputs) func outputs(_ attempt: Attempt) async throws {
        try await check(attempt, in: .outputs)
    }

    @Test(arguments: Attempt.options) func options(_ attempt: Attempt) async throws {
        try await check(attempt, in: .options)
    }

    @Test(arguments: Attempt.models) func models(_ attempt: Attempt) async throws {
        try await check(attempt, in: .models)
    }

    @Test(arguments: Attempt.datasets) func datasets(_ attempt: Attempt) async throws {
        try await check(attempt, in: .datasets)
    }

    @Test(arguments: Attempt.videos) func videos(_ attempt: Attempt) async throws {
        try await check(attempt, in: .videos)
    }

    @Test(arguments: Attempt.watching) func watching(_ attempt: Attempt) async throws {
        try await check(attempt, in: .watching)
    }

    @Test(arguments: Attempt.libraries) func libraries(_ attempt: Attempt) async throws {
        try await check(attempt, in: .libraries)
    }

    @Test(arguments: Attempt.benches) func benches(_ attempt: Attempt) async throws {
        try await check(attempt, in: .benches)
    }

    @Test(arguments: Attempt.evaluations) func evaluations(_ attempt: Attempt) async throws {
        try await check(attempt, in: .evaluations)
    }

    @Test(arguments: Attempt.syntheses) func syntheses(_ attempt: Attempt) async throws {
        try await check(attempt, in: .syntheses)
    }

    #if Training
    @Test(arguments: Attempt.trainings) func trainings(_ attempt: Attempt) async throws {
        try await check(attempt, in: .trainings)
    }
    #endif

    /// A section that no attempt compares with would go out of date unnoticed.
    @Test(arguments: Attempt.Table.allCases) func everySectionBelongsToAnAttempt(table: Attempt.Table) throws {
        let titles = table.attempts.map(\.title)
        #expect(Set(titles).count == titles.count, "two attempts have the same line and reason")
        #expect(titles.allSatisfy { !$0.contains("\n\n") }, "a blank line divides sections")
        try table.snapshot.expectSections(of: titles)
    }

    /// The next playgrounds are created while programs run, but not all at once.
    private static let playgrounds = AsyncSemaphore(limit: 4)

    private func check(_ attempt: Attempt, in table: Attempt.Table) async throws {
        let clip = try await Clip.path
        let (outcome, made, root) = try await Self.playgrounds.withPermits {
            let playground = try Playground()
            let before = playground.files()
            let outcome = try await Command.run(attempt.prepared(clip), in: playground.root)
            return (outcome, playground.newFiles(since: before), playground.root.path)
        }
        #expect(outcome.code == attempt.code)
        #expect(!made.contains { $0.hasSuffix(".tmp") })
        if outcome.code != 0, !attempt.line.contains("2>") {
            #expect(outcome.errors.contains(/(?m)^(facemask: .*[.]|Error: .*)$/))
        }
        let section = attempt.section(outcome, made: made, in: root).replacing(clip, with: "CLIP")
        try table.snapshot.expect(section, of: attempt.title, among: table.attempts.map(\.title))
    }
}

extension Attempt {
    /// The tables; each one has the snapshot file of its name.
    enum Table: String, CaseIterable, Sendable {
        case inputs, folders, outputs, options, models, datasets, videos, watching, libraries, benches, evaluations
        case syntheses, trainings

        var attempts: [Attempt] {
            switch self {
            case .inputs: Attempt.inputs
            case .folders: Attempt.folders
            case .outputs: Attempt.outputs
            case .options: Attempt.options
            case .models: Attempt.models
            case .datasets: Attempt.datasets
            case .videos: Attempt.videos
            case .watching: Attempt.watching
            case .libraries: Attempt.libraries
            case .benches: Attempt.benches
            case .evaluations: Attempt.evaluations
            case .syntheses: Attempt.syntheses
            case .trainings: Attempt.trainings
            }
        }

        var snapshot: SectionedSnapshot { SectionedSnapshot(name: rawValue + ".txt") }
    }

    /// The first lines of the attempt's section.
    fileprivate var title: String { "# \(reason)\n$ \(line)" }

    fileprivate func prepared(_ clip: String) -> String {
        "CLIP='\(clip)'; PORTRAIT='\(Playground.portrait.path)'; CLASSIFIER='\(Playground.classifier.path)'; \(line)"
    }

    /// The attempt's output, the files it `made` and its exit code, with stable names for changing paths.
    fileprivate func section(_ outcome: Outcome, made: [String], in root: String) -> String {
        func lines(_ text: String, _ mark: String) -> [String] {
            text.replacing(root, with: "FOLDER").replacing(Playground.portrait.path, with: "PORTRAIT")
                // The versions of libraries are the machine's.
                .replacing(/\.so\.\d+/, with: ".so.N").split(whereSeparator: \.isNewline)
                .filter { !Self.isVariable($0) }.map { "\(mark) \($0)" }
        }
        let files = made.filter { !$0.hasPrefix("none") }.map { "  made \($0.replacing("\n", with: "\\n"))" }
        let all =
            [title] + lines(outcome.output, "  out") + lines(outcome.errors, "  err") + files
            + ["  exit code \(outcome.code)"]
        return all.joined(separator: "\n") + "\n"
    }

    /// Whether a line has times, numbers that depend on the model, or the parser's list of all options.
    private static func isVariable(_ line: Substring) -> Bool {
        line.contains(" ms a picture (") || line.contains(" ms a frame, ") || line.contains(" frames in ")
            || line.contains(" frame in ") || line.contains("face: ")
            || line.hasPrefix("    1  ")
            || line.hasPrefix("Usage: ") || line.hasPrefix("  See ") || line.hasSuffix(" s in all.")
    }
}
