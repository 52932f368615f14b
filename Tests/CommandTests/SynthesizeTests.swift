import FaceMaskCore
import Foundation
import FaceMaskMedia
import Testing

/// Masks drawn on the sample portrait by the real program.
@Suite struct SynthesizeTests {
    private func run(_ line: String, in playground: Playground) async throws -> Outcome {
        try await Command.run(line, in: playground.root)
    }

    @Test func theSameSeedGivesTheSamePixelsOnAnyNumberOfThreads() async throws {
        let playground = try Playground()
        for name in ["a.png", "b.png", "deep/a.png"] { try playground.copy(Playground.portrait, as: "in/\(name)") }
        let line = "facemask synthesize in --quiet"
        #expect(try await run("\(line) --output one --threads 1", in: playground).code == 0)
        #expect(try await run("\(line) --output four --threads 4", in: playground).code == 0)
        let (one, four) = (try playground.contents("one"), try playground.contents("four"))
        #expect(one == four && one.count == 3 + 3, "\(one.keys.sorted())")
        #expect(try await run("\(line) --output second --seed 2", in: playground).code == 0)
        #expect(try playground.contents("second")["/annotations.json"] != one["/annotations.json"])
        let portrait = try Data(contentsOf: Playground.portrait)
        #expect(try playground.contents("in").values.allSatisfy { $0 == portrait }, "originals are never touched")
    }

    @Test func truncatedOutputIsContinued() async throws {
        let playground = try Playground()
        for name in ["a", "b", "c"] { try playground.copy(Playground.portrait, as: "in/\(name).png") }
        let line = "facemask synthesize in --quiet --output out"
        #expect(try await run(line, in: playground).code == 0)
        let whole = try playground.contents("out")
        // As a kill in the middle of a record leaves it: half a line, no annotations, a picture without its record.
        let records = try #require(whole["/records.jsonl"])
        let lines = records.split(separator: UInt8(ascii: "\n"))
        try playground.write(Array(lines[0] + [UInt8(ascii: "\n")] + lines[1].prefix(40)), as: "out/records.jsonl")
        try FileManager.default.removeItem(at: playground.path("out/annotations.json"))
        #expect(try await run(line, in: playground).code == 64)
        #expect(try await run("\(line) --resume", in: playground).code == 0)
        #expect(try playground.contents("out") == whole)
    }

    @Test func theOutputIsADataset() async throws {
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

    /// A large face, turned away, over a small one that looks ahead, as `Playground.portrait` does.
    private func twoFaces(_ playground: Playground) throws {
        let portraits = Playground.portrait.deletingLastPathComponent()
        let large = try PictureReader().read(portraits.appending(path: "grace_hopper.jpg"))
        let small = try PictureReader().read(Playground.portrait).resized(width: 256, height: 256)
        var scene = Image(width: 700, height: 620, filledWith: (90, 100, 110))
        for y in 0..<large.height { for x in 0..<large.width { scene[x, y + 10] = large[x, y] } }
        for y in 0..<small.height { for x in 0..<150 { scene[x + 514, y] = small[x + 30, y] } }
        try FileManager.default.createDirectory(at: playground.path("in"), withIntermediateDirectories: true)
        try PictureWriter().write(scene, to: playground.path("in/two.jpg"))
    }

    @Test func everyFaceOfASceneKeepsItsState() async throws {
        let playground = try Playground()
        try twoFaces(playground)
        let line = "facemask synthesize in --quiet --output out --variants 3"
        #expect(try await run(line, in: playground).code == 0)
        let records = try playground.records("out")
        #expect(records.count == 3)
        for record in records {
            let faces = try #require(record["faces"] as? [[String: Any]])
            #expect(faces.count == 2 && faces.allSatisfy { $0["recipe"] != nil })
            let areas = faces.compactMap { ($0["box"] as? [Double]).map { ($0[2] - $0[0]) * ($0[3] - $0[1]) } }
            #expect(areas == areas.sorted(by: >), "the largest comes first, whoever was painted first")
            let folder = (record["file"] as? String)?.split(separator: "/").first
            #expect(folder.map { String($0) } == faces[0]["state"] as? String)
        }
        // The cropped faces are the changed ones, and all of them come from one photo.
        let prepared = try await run("facemask dataset prepare out --quiet --output crops", in: playground)
        #expect(prepared.code == 0, "\(prepared.errors)")
        let crops = try playground.lines("crops/crops.jsonl")
        let made = records.flatMap { ($0["faces"] as? [[String: Any]] ?? []).compactMap { $0["state"] as? String } }
        #expect(crops.compactMap { $0["state"] as? String }.sorted() == made.sorted())
        #expect(Set(crops.compactMap { $0["group"] as? Int }).count == 1)
    }

    @Test func maskedFacesAreUnchanged() async throws {
        let playground = try Playground()
        try playground.smallPortrait(as: "in/a.jpg")
        let first = "facemask synthesize in --quiet --output out --kind surgical --way correct --occluders 0"
        #expect(try await run(first, in: playground).code == 0)
        try playground.copy(playground.path("out/with_mask/a.jpg"), as: "masked/a.jpg")
        let line = "facemask synthesize masked --output again --variants 4 --occluders 1"
        let left = try await run(line, in: playground)
        #expect(left.code == 65 && left.errors.contains("masked"), "\(left.errors)")
        #expect(try await run("\(line.replacing("again", with: "more")) --masked --quiet", in: playground).code == 0)
        for record in try playground.records("more") {
            for face in try #require(record["faces"] as? [[String: Any]]) where face["recipe"] != nil {
                #expect(face["state"] as? String == "with_mask", "the mask beneath is still worn")
            }
        }
    }

    @Test func invisibleMasksAreLeftOut() async throws {
        let playground = try Playground()
        let file = Playground.portrait.deletingLastPathComponent().appending(path: "grace_hopper.jpg")
        let photo = try PictureReader().read(file)
        // The picture ends at the chin.
        let part = photo.resized(from: Box(x1: 100, y1: 60, x2: 440, y2: 335), width: 340, height: 275)
        try FileManager.default.createDirectory(at: playground.path("in"), withIntermediateDirectories: true)
        try PictureWriter().write(part, to: playground.path("in/a.jpg"))
        let outcome = try await run(
            "facemask synthesize in --output out --occluders 0 --kind n95 --way under-chin", in: playground)
        #expect(outcome.code == 65 && outcome.errors.contains("1 too little of it would show"), "\(outcome.errors)")
        #expect(try playground.records("out").first?["file"] == nil)
    }
}
