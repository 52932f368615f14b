#if Training
import Foundation
import Testing

/// A whole training of a face detector, in seconds: it learns next to nothing, but writes the usual files.
@Suite struct TrainDetectorTests {
    private static func makeScenes(in playground: Playground) throws {
        try playground.copy(Playground.portrait, as: "images/p.png")
        let json = """
            {"categories":[{"id":1,"name":"without_mask"}],
             "images":[{"id":1,"file_name":"p.png"},{"id":2,"file_name":"gone.png"}],
             "annotations":[{"image_id":1,"category_id":1,"bbox":[180,62,91,116],
               "keypoints":[202,100,2,246,100,2,224,125,2,206,146,2,240,146,2]}]}
            """
        try playground.write(Array(json.utf8), as: "scenes.json")
        try playground.write(Array(#"{"drawsPerEpoch":16,"inputSide":64}"#.utf8), as: "few.json")
    }

    private static let train = "facemask train --recipe face-detector --dataset scenes.json --checks scenes.json "

    private func run(_ line: String, in playground: Playground) async throws -> Outcome {
        try await Command.run(line, in: playground.root)
    }

    @Test func trainsAUsableDetectorAndStartsFromIt() async throws {
        let playground = try Playground()
        try Self.makeScenes(in: playground)
        // The missing picture can't check anything either.
        try playground.copy(Playground.portrait, as: "images/gone.png")
        let first = try await run(Self.train + "--numbers few.json --epochs 1 -o out", in: playground)
        #expect(first.code == 0 && first.output.hasPrefix("average precision"), "\(first.errors)")
        let next = try await run(
            Self.train + "--numbers few.json --epochs 1 -o next --quiet --backbone out/checkpoint/best.safetensors",
            in: playground)
        #expect(next.code == 0, "\(next.errors)")
        let found = try await run("facemask detect images/p.png --face-detector out/model.onnx", in: playground)
        #expect(found.code == 0, "\(found.errors)")
    }

    /// Incompatible options, and the error.
    @Test(arguments: [
        ("--split random", 64, "--split has no effect with --recipe face-detector"),
        ("--folds 2", 64, "--folds has no effect with --recipe face-detector"),
        ("--dataset nowhere.json", 66, "nowhere.json"),
    ])
    func incompatibleOptionsAreReported(options: String, code: Int32, words: String) async throws {
        let playground = try Playground()
        try Self.makeScenes(in: playground)
        let base = options.contains("--dataset") ? "facemask train --recipe face-detector " : Self.train
        let outcome = try await run(base + options, in: playground)
        #expect(outcome.errors.contains(words), "\(outcome.errors)")
        #expect(outcome.code == code || code == 66 && outcome.code == 65, "\(outcome.code): \(outcome.errors)")
        #expect(!FileManager.default.fileExists(atPath: playground.path("training").path))
    }

    @Test func otherRecipesRefuseItsOptions() async throws {
        let outcome = try await run("facemask train --dataset d --checks c.json", in: try Playground())
        #expect(outcome.code == 64 && outcome.errors.contains("it belongs to --recipe face-detector"))
    }
}
#endif
