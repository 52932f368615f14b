import FaceMaskCore
import Foundation
import FaceMaskMedia
import Testing

/// Syntheses that a full disk or a signal ends, by the real program; SynthesisJobsTests have the rest.
@Suite struct SynthesisResumeTests {
    private static let line = "facemask synthesize in --quiet --output out --kind surgical --way correct --occluders 0"

    private func run(_ line: String, in playground: Playground) async throws -> Outcome {
        try await Command.run(line, in: playground.root)
    }

    @Test func aRecordOnAFullDiskIsReportedAndLeftOut() async throws {
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

    @Test func interruptedWorkIsContinued() async throws {
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
