#if Training
import Foundation
import Testing

/// A whole training by the default recipe, in seconds: it begins with the classifier that ships.
@Suite struct TrainTests {
    /// Twelve crops of the portrait, each in its own group, half of them labelled masked.
    private static func makeCropSet(in playground: Playground) throws {
        let lines = try (0..<12).map { number in
            let state = number % 2 == 0 ? "with_mask" : "without_mask"
            let file = "\(state)/\(number).png"
            try playground.copy(Playground.portrait, as: "set/\(file)")
            return """
                {"file":"\(file)","state":"\(state)","source":"s/\(number).png","origin":"s/\(number % 3)",\
                "group":\(number),"hash":"\(number)","box":[170,50,285,205],"box_kind":"detected","face_side":115,\
                "landmarks":[[205,110],[250,110],[228,138],[208,158],[248,158]]}
                """
        }
        try playground.write(Array(lines.joined(separator: "\n").utf8), as: "set/crops.jsonl")
    }

    private static let train = "facemask train --dataset set --input-side 32 --batch-size 4 --validation 0.2"

    private func run(_ line: String, in playground: Playground) async throws -> Outcome {
        try await Command.run(line, in: playground.root)
    }

    @Test func trainsAUsableModelAndResumesFromItsCheckpoint() async throws {
        let playground = try Playground()
        try Self.makeCropSet(in: playground)
        let first = try await run("\(Self.train) --test 0.2 --epochs 2 -o out", in: playground)
        #expect(first.code == 0, "\(first.errors)")
        #expect(first.output.contains("test accuracy") && first.errors.contains("epoch 2/2"))
        // What has ended gives the same once more; without --resume it is left alone.
        let history = try Data(contentsOf: playground.path("out/history.csv"))
        let again = try await run("\(Self.train) --test 0.2 --epochs 2 -o out --resume --quiet", in: playground)
        #expect(again.code == 0 && again.errors.isEmpty, "\(again.errors)")
        #expect(try Data(contentsOf: playground.path("out/history.csv")) == history)
        #expect(try await run("\(Self.train) -o out", in: playground).code == 64)
        let info = try await run("facemask info out/model.onnx", in: playground)
        #expect(info.code == 0 && info.output.contains("test_calibration_error_before"))
        let found = try await run("facemask detect set/with_mask/0.png --model out/model.onnx", in: playground)
        #expect(found.code == 0, "\(found.errors)")
    }

    @Test func ctrlCEndsAResumableTraining() async throws {
        let playground = try Playground()
        try Self.makeCropSet(in: playground)
        // The shell sends the signal when it reads the line of the first epoch.
        let interrupted = try await run(
            """
            sh -c 'echo $$ > pid; exec \(Self.train) --epochs 1000 -o out' 2>&1 | while read -r line; do
                case "$line" in *"epoch    1/1000"*) kill -INT $(cat pid);; esac; echo "$line"
            done
            """, in: playground)
        #expect(interrupted.output.contains("by the same command with --resume"), "\(interrupted.output)")
        #expect(!FileManager.default.fileExists(atPath: playground.path("out/model.onnx").path))
        #expect(FileManager.default.fileExists(atPath: playground.path("out/checkpoint/checkpoint.json").path))
    }

    @Test func foldsAreReportedTogether() async throws {
        let playground = try Playground()
        try Self.makeCropSet(in: playground)
        let outcome = try await run("\(Self.train) --epochs 1 --folds 2 -o out --quiet", in: playground)
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(["fold-1", "fold-2", "mean accuracy", "All folds together"].allSatisfy(outcome.output.contains))
    }

    @Test func photosAreCroppedFirst() async throws {
        let playground = try Playground()
        for name in ["photos/with_mask/a.png", "photos/without_mask/b.png"] {
            try playground.copy(Playground.portrait, as: name)
        }
        let outcome = try await run("facemask train --dataset photos --epochs 1 -o out", in: playground)
        // Copies of one photo can't be on both sides.
        #expect(outcome.code == 65, "\(outcome.errors)")
        #expect(FileManager.default.fileExists(atPath: playground.path("out/crops/crops.jsonl").path))
    }
}
#endif
