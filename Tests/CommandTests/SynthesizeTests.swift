import Foundation
import Testing

/// Masks laid on the sample portrait by the real program.
@Suite struct SynthesizeTests {
    private func run(_ line: String, in playground: Playground) async throws -> Outcome {
        try await Turn.wait { try await Command.run(line, in: playground.root) }
    }

    /// Every file below a folder with its content, but records, whose order is that of the work.
    private func contents(_ folder: String, of playground: Playground) throws -> [String: Data] {
        var contents: [String: Data] = [:]
        for name in playground.files() where name.hasPrefix(folder + "/") {
            let url = playground.path(name)
            if (try? url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true {
                contents[String(name.dropFirst(folder.count))] = try Data(contentsOf: url)
            }
        }
        return contents
    }

    @Test func theSameSeedMakesTheSamePixelsOnAnyNumberOfThreads() async throws {
        let playground = try Playground()
        for name in ["a.png", "b.png", "deep/a.png"] { try playground.copy(Playground.portrait, as: "in/\(name)") }
        let line = "facemask synthesize in --variants 2 --quiet"
        #expect(try await run("\(line) --output one --threads 1", in: playground).code == 0)
        #expect(try await run("\(line) --output four --threads 4", in: playground).code == 0)
        let (one, four) = (try contents("one", of: playground), try contents("four", of: playground))
        #expect(one == four && one.count == 6 + 3, "\(one.keys.sorted())")
        #expect(try await run("\(line) --output second --seed 2", in: playground).code == 0)
        #expect(try contents("second", of: playground)["/annotations.json"] != one["/annotations.json"])
        let portrait = try Data(contentsOf: Playground.portrait)
        #expect(try contents("in", of: playground).values.allSatisfy { $0 == portrait }, "originals are never touched")
    }

    @Test func whatWasCutOffIsGoneOnWith() async throws {
        let playground = try Playground()
        for name in ["a", "b", "c"] { try playground.copy(Playground.portrait, as: "in/\(name).png") }
        let line = "facemask synthesize in --quiet --output out"
        #expect(try await run(line, in: playground).code == 0)
        let whole = try contents("out", of: playground)
        // As a kill in the middle of a record leaves it: half a line, no annotations, a picture without its record.
        let records = try #require(whole["/records.jsonl"])
        let lines = records.split(separator: UInt8(ascii: "\n"))
        try playground.write(Array(lines[0] + [UInt8(ascii: "\n")] + lines[1].prefix(40)), as: "out/records.jsonl")
        try FileManager.default.removeItem(at: playground.path("out/annotations.json"))
        #expect(try await run(line, in: playground).code == 64)
        #expect(try await run("\(line) --resume", in: playground).code == 0)
        #expect(try contents("out", of: playground) == whole)
    }

    @Test func whatIsMadeIsADataset() async throws {
        let playground = try Playground()
        try playground.copy(Playground.portrait, as: "in/a.png")
        let line = "facemask synthesize in --quiet --output out --variants 3 --occluders 0 --kind surgical --kind kn95"
        #expect(try await run(line, in: playground).code == 0)
        for source in ["out", "out/annotations.json"] {
            let outcome = try await run(
                "facemask dataset prepare \(source) --output crops-\(source.count)", in: playground)
            #expect(outcome.code == 0 && outcome.output.contains("3 photos, 3 with a face"), "\(outcome)")
        }
    }
}
