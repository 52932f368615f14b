import Foundation
import Testing

@Suite struct DetectTests {
    @Test(arguments: [
        "--help", "detect --help", "info --help", "train --help", "evaluate --help", "dataset --help",
        "dataset prepare --help", "dataset inspect --help", "bench --help", "watch --help", "synthesize --help",
    ])
    func helpIsAsRecorded(arguments: String) async throws {
        #if !Training
        // Without the trait there is no train, as the list of verbs shows.
        if arguments == "--help" || arguments == "train --help" { return }
        #endif
        let outcome = try await Command.run("facemask \(arguments)", in: Command.folder)
        #expect(outcome.code == 0)
        let verb = arguments.split(separator: " ").dropLast().joined(separator: "-")
        try Snapshot.expect(outcome.output, named: "help-\(verb.isEmpty ? "facemask" : verb).txt")
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func completionsAreGenerated(shell: String) async throws {
        let line = "facemask --generate-completion-script \(shell)"
        let outcome = try await Command.run(line, in: Command.folder)
        #expect(outcome.code == 0)
        #expect(outcome.output.contains("detect"))
    }

    @Test func infoListsEveryPart() async throws {
        let outcome = try await Command.run("facemask info", in: Command.folder)
        for part in [
            "FaceMask", "FFmpeg (pictures)", "FFmpeg (videos)", "FFmpeg (cameras)", "OpenVINO", "Cairo", "libcurl",
            "mask classifier", "face detector", "face surface", "libtorch",
        ] {
            #expect(outcome.output.contains(part))
        }
    }

    @Test func facesOfPortraitAreDescribed() async throws {
        let playground = try Playground()
        try playground.copy(Playground.portrait, as: "portrait.png")
        let outcome = try await Command.run(
            "facemask detect --format json --output out portrait.png", in: playground.root)
        #expect(outcome.code == 0)
        let scenes = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])
        let scene = try #require(scenes.first)
        #expect(scene["source"] as? String == "portrait.png")
        let faces = try #require(scene["faces"] as? [[String: Any]])
        #expect(faces.count == 1)
        let box = try #require(faces.first?["box"] as? [Double])
        // The astronaut's face: from the hair to the chin, between the ears.
        #expect(box[0] > 150 && box[1] > 30 && box[2] < 300 && box[3] < 220)
        #expect(FileManager.default.fileExists(atPath: playground.path("out/portrait.masked.png").path))
    }

    @Test(arguments: [(SIGINT, "jsonl"), (SIGTERM, "json")])
    func interruptionLeavesCompleteFiles(signal: Int32, format: String) async throws {
        let playground = try Playground()
        // Enough for seconds of work after the signal, however late a busy machine delivers it.
        let all = 1000
        for number in 0..<all { try playground.copy(playground.path("one.png"), as: "many/\(number).png") }
        // JSON Lines come one by one; an array's first line is its bracket.
        let outcome = try await Command.run(
            ["detect", "--format", format, "--output", "out", "many"], in: playground.root,
            signalAfterFirstLine: signal)
        #expect(outcome.signal == signal, "\(outcome.errors)")
        #expect(outcome.errors.contains("facemask: Interrupted after "))
        let objects =
            format == "json"
            ? try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [Any]
            : try outcome.output.split(separator: "\n").map { try JSONSerialization.jsonObject(with: Data($0.utf8)) }
        let count = try #require(objects).count
        #expect((1..<all).contains(count))
        let marked = try FileManager.default.contentsOfDirectory(atPath: playground.path("out").path)
        #expect(marked.count == count && marked.allSatisfy { $0.hasSuffix(".masked.png") })
    }
}
