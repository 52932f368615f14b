import Foundation
import Testing

/// The real program against a hostile world: exit codes stand in the table, texts in Snapshots.
@Suite struct AttemptTests {
    @Test func inputs() async throws { try await check(Attempt.inputs, snapshot: "inputs.txt") }
    @Test func folders() async throws { try await check(Attempt.folders, snapshot: "folders.txt") }
    @Test func outputs() async throws { try await check(Attempt.outputs, snapshot: "outputs.txt") }
    @Test func options() async throws { try await check(Attempt.options, snapshot: "options.txt") }
    @Test func models() async throws { try await check(Attempt.models, snapshot: "models.txt") }
    @Test func datasets() async throws { try await check(Attempt.datasets, snapshot: "datasets.txt") }
    @Test func videos() async throws { try await check(Attempt.videos, snapshot: "videos.txt") }
    @Test func watching() async throws { try await check(Attempt.watching, snapshot: "watching.txt") }
    @Test func libraries() async throws { try await check(Attempt.libraries, snapshot: "libraries.txt") }
    @Test func benches() async throws { try await check(Attempt.benches, snapshot: "benches.txt") }
    @Test func evaluations() async throws { try await check(Attempt.evaluations, snapshot: "evaluations.txt") }
    @Test func syntheses() async throws { try await check(Attempt.syntheses, snapshot: "syntheses.txt") }
    #if Training
    @Test func trainings() async throws { try await check(Attempt.trainings, snapshot: "trainings.txt") }
    #endif

    private func check(_ attempts: [Attempt], snapshot name: String) async throws {
        var sections: [String] = []
        let clip = try await Clip.path
        for attempt in attempts {
            let comment = Comment(rawValue: "\(attempt.line): \(attempt.reason)")
            let playground = try Playground()
            let before = playground.files()
            let outcome = try await Command.run(attempt.prepared(clip), in: playground.root)
            let left = playground.newFiles(since: before)
            #expect(outcome.code == attempt.code, comment)
            #expect(!left.contains { $0.hasSuffix(".tmp") }, comment)
            if outcome.code != 0, !attempt.line.contains("2>") {
                #expect(outcome.errors.contains(/(?m)^(facemask: .*[.]|Error: .*)$/), comment)
            }
            sections.append(section(attempt, outcome, left, playground).replacing(clip, with: "CLIP"))
        }
        try Snapshot.expect(sections.joined(separator: "\n"), named: name)
    }

    private func section(_ attempt: Attempt, _ outcome: Outcome, _ left: [String], _ playground: Playground) -> String {
        func lines(_ text: String, _ mark: String) -> [String] {
            text.replacing(playground.root.path, with: "FOLDER").replacing(Playground.portrait.path, with: "PORTRAIT")
                // The versions of libraries are the machine's.
                .replacing(/\.so\.\d+/, with: ".so.N").split(whereSeparator: \.isNewline).filter { !isChangeable($0) }
                .map { "\(mark) \($0)" }
        }
        let files = left.filter { !$0.hasPrefix("none") }.map { "  made \($0.replacing("\n", with: "\\n"))" }
        let all =
            ["# \(attempt.reason)", "$ \(attempt.line)"] + lines(outcome.output, "  out")
            + lines(outcome.errors, "  err") + files + ["  exit code \(outcome.code)"]
        return all.joined(separator: "\n") + "\n"
    }

    /// Times, numbers that depend on the model and its weights, and the parser's repetition of all options.
    private func isChangeable(_ line: Substring) -> Bool {
        line.contains(" ms a picture (") || line.contains(" ms a frame, ") || line.contains(" frames in ")
            || line.contains(" frame in ") || line.contains("face: ")
            || line.hasPrefix("    1  ")
            || line.hasPrefix("Usage: ") || line.hasPrefix("  See ") || line.hasSuffix(" s in all.")
    }
}

extension Attempt {
    fileprivate func prepared(_ clip: String) -> String {
        "CLIP='\(clip)'; PORTRAIT='\(Playground.portrait.path)'; CLASSIFIER='\(Playground.classifier.path)'; \(line)"
    }
}
