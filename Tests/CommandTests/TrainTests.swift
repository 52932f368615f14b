#if Training
import Foundation
import Testing

/// A whole training by the default recipe, in seconds: it begins with the classifier that ships.
@Suite struct TrainTests {
    /// Twelve crops of the portrait, each a group of its own, half of them called masked.
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

    @Test func itLeavesAModelThatDetectsAndGoesOnFromItsCheckpoint() async throws {
        let playground = try Playground()
        try Self.makeCropSet(in: playground)
        let first = try await run("\(Self.train) --test 0.2 --epochs 2 -o out", in: playground)
        #expect(first.code == 0, "\(first.errors)")
        #expect(first.output.contains("test accuracy") && first.errors.contains("epoch 2/2"))
        let written = try Set(FileManager.default.contentsOfDirectory(atPath: playground.path("out").path))
        let promised: Set = [
            "model.onnx", "report.txt", "report.json", "history.csv", "split.csv", "curves.png", "curves.svg",
            "confusion.png", "confusion.svg", "configuration.json", "predictions.csv", "inputs.jpg", "checkpoint",
        ]
        #expect(written == promised)
        // What has ended gives the same once more; more epochs go on; without --resume it is left alone.
        let history = try Data(contentsOf: playground.path("out/history.csv"))
        #expect(try await run("\(Self.train) --test 0.2 --epochs 2 -o out --resume", in: playground).code == 0)
        #expect(try Data(contentsOf: playground.path("out/history.csv")) == history)
        let more = try await run("\(Self.train) --test 0.2 --epochs 3 -o out --resume --quiet", in: playground)
        #expect(more.code == 0 && more.errors.isEmpty, "\(more.errors)")
        #expect(try await run("\(Self.train) -o out", in: playground).code == 64)
        let info = try await run("facemask info out/model.onnx", in: playground)
        #expect(info.code == 0 && info.output.contains("test_calibration_error_before"))
        let found = try await run("facemask detect set/with_mask/0.png --model out/model.onnx", in: playground)
        #expect(found.code == 0, "\(found.errors)")
    }

    @Test func foldsAndOriginsAreReportedTogether() async throws {
        let playground = try Playground()
        try Self.makeCropSet(in: playground)
        for (folds, names) in [
            ("2", ["fold-1", "fold-2"]), ("origins", ["without-s-0", "without-s-1", "without-s-2"]),
        ] {
            let outcome = try await run("\(Self.train) --epochs 1 --folds \(folds) -o \(folds) --quiet", in: playground)
            #expect(outcome.code == 0, "\(outcome.errors)")
            #expect(names.allSatisfy(outcome.output.contains) && outcome.output.contains("mean accuracy"))
            let rows = try String(contentsOf: playground.path("\(folds)/predictions.csv"), encoding: .utf8)
            #expect(rows.split(separator: "\r\n").count == 13, "each face was left out once")
        }
        let held = try await run("\(Self.train) --epochs 1 --hold-out s/9 -o held", in: playground)
        #expect(held.code == 64 && held.errors.contains("There is no origin 's/9' to hold out"), "\(held.errors)")
        #expect(!FileManager.default.fileExists(atPath: playground.path("held/model.onnx").path))
    }

    @Test func photosBecomeACropSetOnTheWay() async throws {
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
