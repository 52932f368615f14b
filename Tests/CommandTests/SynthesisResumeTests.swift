import FaceMaskCore
import Foundation
import FaceMaskMedia
import Testing

/// What `synthesize --resume` finds, by the real program.
@Suite struct SynthesisResumeTests {
    private static let line = "facemask synthesize in --quiet --output out --kind surgical --way correct --occluders 0"

    private func run(_ line: String, in playground: Playground) async throws -> Outcome {
        try await Command.run(line, in: playground.root)
    }

    /// What may befall a folder, and why it is in the table.
    private static let damages = [
        ("rm out/with_mask/a.jpg", "a picture is gone"),
        ("head -c 900 out/with_mask/a.jpg > cut; mv cut out/with_mask/a.jpg", "a picture was cut short"),
        (#"sed -i 's/"box":\[[^]]*\]/"box":[[1]]/' out/records.jsonl"#, "a box of one list"),
        (#"sed -i 's/"box":\[[^]]*\]/"box":[5]/' out/records.jsonl"#, "a box of one number"),
        (#"sed -i 's|"file":"[^"]*"|"file":"../../x.jpg"|' out/records.jsonl"#, "a record that leads elsewhere"),
        ("head -c 50 out/records.jsonl > cut; mv cut out/records.jsonl", "a kill within a record"),
        ("rm out/annotations.json", "a kill at the end"),
    ]

    @Test func whatIsDamagedIsMadeAgain() async throws {
        let playground = try Playground()
        try playground.smallPortrait(as: "in/a.jpg")
        #expect(try await run(Self.line, in: playground).code == 0)
        let whole = try playground.contents("out")
        for (damage, reason) in Self.damages {
            let outcome = try await run(
                "\(damage); \(Self.line) --resume --preview; rm out/preview.jpg", in: playground)
            #expect(outcome.code == 0, "\(reason): \(outcome.errors)")
            #expect(try playground.contents("out") == whole, "\(reason)")
        }
    }

    @Test func anotherPhotoOfTheSameNameIsAnotherPhoto() async throws {
        let playground = try Playground()
        try playground.smallPortrait(as: "in/a.jpg")
        try playground.smallPortrait(as: "elsewhere/a.jpg")
        #expect(try await run(Self.line, in: playground).code == 0)
        let first = try playground.contents("out")["/with_mask/a.jpg"]
        let line = Self.line.replacing(" in ", with: " elsewhere ") + " --resume"
        #expect(try await run(line, in: playground).code == 0)
        let records = try playground.records("out")
        #expect(records.map { $0["source"] as? String } == ["in/a.jpg", "elsewhere/a.jpg"])
        #expect(Set(records.map { $0["name"] as? String }).count == 2)
        #expect(try playground.contents("out")["/with_mask/a.jpg"] == first)
        let annotations = try #require(try playground.contents("out")["/annotations.json"])
        let document = try #require(try JSONSerialization.jsonObject(with: annotations) as? [String: [Any]])
        #expect(document["images"]?.count == 2, "what lies there is told of, whatever was named this time")
    }

    @Test func aChangedPhotoIsMadeAnew() async throws {
        let playground = try Playground()
        try playground.smallPortrait(as: "in/a.jpg")
        try playground.smallPortrait(as: "in/b.jpg")
        #expect(try await run(Self.line, in: playground).code == 0)
        let before = try playground.contents("out")
        // Something at the end of a JPEG changes no pixel; nobody can know that before it is read.
        #expect(try await run("printf x >> in/a.jpg; \(Self.line) --resume", in: playground).code == 0)
        let after = try playground.contents("out")
        #expect(after["/with_mask/a.jpg"] == before["/with_mask/a.jpg"])
        #expect(after["/records.jsonl"] != before["/records.jsonl"])
        #expect(try playground.records("out").map { $0["name"] as? String } == ["a", "b"], "a line each, in order")
    }

    @Test func aPhotoMoreChangesNoOthers() async throws {
        let playground = try Playground()
        for name in ["丁", "x-v2"] { try playground.smallPortrait(as: "in/\(name).jpg") }
        let line = Self.line + " --variants 2"
        #expect(try await run(line, in: playground).code == 0)
        let before = try playground.contents("out")
        for name in ["一", "x"] { try playground.smallPortrait(as: "in/\(name).jpg") }
        #expect(try await run("\(line) --resume", in: playground).code == 0)
        let after = try playground.contents("out")
        for (name, data) in before where name.hasPrefix("/with_mask/") { #expect(after[name] == data, "\(name)") }
        #expect(after.keys.count { $0.hasPrefix("/with_mask/") } == 8)
    }

    @Test func stepsAreWrittenLater() async throws {
        let playground = try Playground()
        try playground.smallPortrait(as: "in/a.jpg")
        #expect(try await run(Self.line, in: playground).code == 0)
        let before = try playground.contents("out")
        #expect(try await run("\(Self.line) --resume --explain", in: playground).code == 0)
        var after = try playground.contents("out")
        let steps = after.keys.filter { $0.hasPrefix("/explained/") }
        #expect(steps.count == 6)
        for step in steps { after[step] = nil }
        #expect(after == before)
        let again = try await run(Self.line.replacing("--quiet", with: "") + " --resume --explain", in: playground)
        #expect(again.code == 0 && again.errors.contains("Everything was made already."), "\(again.errors)")
    }

    @Test func recordsThatCannotBeReadAreSaid() async throws {
        let playground = try Playground()
        try playground.smallPortrait(as: "in/a.jpg")
        #expect(try await run(Self.line, in: playground).code == 0)
        let outcome = try await run(
            "rm out/records.jsonl; mkdir out/records.jsonl; \(Self.line) --resume", in: playground)
        #expect(outcome.code == 74 || outcome.code == 66, "\(outcome.errors)")
        #expect(outcome.errors.contains("records.jsonl"), "\(outcome.errors)")
    }

    @Test func aLineThatFindsNoRoomIsSaidAndLeftOut() async throws {
        let playground = try Playground()
        try playground.smallPortrait(as: "in/a.jpg")
        #expect(try await run(Self.line, in: playground).code == 0)
        let whole = try playground.contents("out")
        // The line of another photo leaves room for a part of this one's.
        let fill = """
            for i in 1 2 3 4 5 6 7 8 9; do sed 's|in/a.jpg|in/b'$i'.jpg|' out/records.jsonl >> new; done
            mv new out/records.jsonl; size=$(wc -c < out/records.jsonl)
            (trap '' XFSZ; ulimit -f $((size / 512 + 8)); \(Self.line) --resume)
            """
        let outcome = try await run(fill, in: playground)
        #expect(outcome.code == 74 && outcome.errors.contains("file too large"), "\(outcome.errors)")
        #expect(try await run("\(Self.line) --resume", in: playground).code == 0)
        #expect(try playground.contents("out")["/with_mask/a.jpg"] == whole["/with_mask/a.jpg"])
        #expect(try playground.records("out").contains { $0["source"] as? String == "in/a.jpg" })
    }

    @Test func interruptedWorkIsGoneOnWith() async throws {
        let playground = try Playground()
        for number in 0..<24 { try playground.smallPortrait(as: "in/\(number).jpg") }
        let whole = try await run(
            "\(Self.line) & p=$!; while [ ! -s out/records.jsonl ]; do sleep 0.05; done; kill $p; wait $p",
            in: playground)
        #expect(whole.code == 143 && whole.errors.contains("facemask: Interrupted after "), "\(whole.errors)")
        let left = try playground.records("out")
        #expect((1..<24).contains(left.count))
        for record in left {
            let file = try #require(record["file"] as? String)
            let size = try playground.contents("out")["/\(file)"]?.count
            #expect(size == record["file_size"] as? Int)
        }
    }
}

extension Playground {
    /// A portrait in a quarter of its size: unoptimized code is slow.
    func smallPortrait(as name: String) throws { try write(Self.reduced.get(), as: name) }

    private static let reduced = Result {
        let file = portrait.deletingLastPathComponent().appending(path: "grace_hopper.jpg")
        let photo = try PictureReader().read(file)
        let small = photo.resized(width: photo.width * 2 / 5, height: photo.height * 2 / 5)
        return try PictureWriter().bytes(of: small, fileExtension: "jpg", named: "portrait")
    }

    /// Every file below a folder with its content, by its path there.
    func contents(_ folder: String) throws -> [String: Data] {
        var contents: [String: Data] = [:]
        for name in files() where name.hasPrefix(folder + "/") {
            let url = path(name)
            if (try? url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true {
                contents[String(name.dropFirst(folder.count))] = try Data(contentsOf: url)
            }
        }
        return contents
    }

    /// The records of a folder that `synthesize` filled.
    func records(_ folder: String) throws -> [[String: Any]] { try lines(folder + "/records.jsonl") }

    /// The objects of a file of JSON Lines.
    func lines(_ file: String) throws -> [[String: Any]] {
        let text = try String(contentsOf: path(file), encoding: .utf8)
        return try text.split(separator: "\n").compactMap {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
        }
    }
}
