#if Training
import FaceMaskCore
import FaceMaskModelFiles
import FaceMaskTraining
import Foundation
import Synchronization
import Testing

/// libtorch's generator belongs to the whole process, so compared trainings run in a separate one.
struct TrainingJobTests {
    @Test func writesACalibratedModelAndItsReports() async throws {
        let set = try SmallCropSet()
        let epochs = Mutex<[Int]>([])
        let result = try await set.job(epochs: 2).run(onEpoch: { row in epochs.withLock { $0.append(row.epoch) } })
        #expect(epochs.withLock(\.self) == [1, 2] && result.history.epochs.count == 2)
        let promised: Set = [
            "model.onnx", "report.txt", "report.json", "history.csv", "split.csv", "curves.png", "curves.svg",
            "confusion.png", "confusion.svg", "configuration.json", "predictions.csv", "inputs.jpg", "checkpoint",
        ]
        #expect(try set.names() == promised)
        #expect(result.reportedPart == .test && result.report.support == 2)
        let manifest = try ModelFile.manifest(of: result.model)
        #expect(manifest.metrics["test_accuracy"] == result.report.accuracy)
        #expect(manifest.metrics["test_calibration_error_before"] != nil && manifest.temperature != 1)
    }

    /// `model.onnx` was written three times, at first without a temperature and without metrics.
    @Test func theModelIsPublishedOnceAndComplete() async throws {
        let set = try SmallCropSet()
        let updates = Atomic(0)
        let published = Atomic(0)
        let result = try await set.job().run(report: { _ in
            updates.add(1, ordering: .relaxed)
            if set.exists("model.onnx") { published.add(1, ordering: .relaxed) }
        })
        #expect(updates.load(ordering: .relaxed) > 4 && published.load(ordering: .relaxed) == 0)
        #expect(try ModelFile.manifest(of: result.model).metrics["test_accuracy"] != nil)
    }

    @Test func aFailureAfterTheTrainingLeavesNoModel() async throws {
        let set = try SmallCropSet()
        let job = set.job()
        // The faces are measured after the last epoch: without their pictures that fails.
        let (pictures, hidden) = (set.root.appending(path: "with_mask"), set.root.appending(path: "hidden"))
        await #expect(throws: (any Error).self) {
            try await job.run(onEpoch: { _ in try? FileManager.default.moveItem(at: pictures, to: hidden) })
        }
        #expect(!set.exists("model.onnx") && !set.exists("draft.onnx") && set.exists("checkpoint"))
        // Nothing but the measuring is done again.
        try FileManager.default.moveItem(at: hidden, to: pictures)
        var resumed = job
        resumed.resumes = true
        _ = try await resumed.run(onEpoch: { row in Issue.record("epoch \(row.epoch) came again") })
        #expect(set.exists("model.onnx") && !set.exists("draft.onnx"))
    }

    @Test func aCancelledTrainingContinuesExactly() async {
        await #expect(processExitsWith: .success) {
            let set = try SmallCropSet()
            let whole = try await set.job(epochs: 2, to: "whole").run()
            let job = set.job(epochs: 2)
            let task = Task {
                try await job.run(report: { update in
                    // In the middle of the second epoch.
                    if case .job(.progress(let progress)) = update, progress.title == "Epoch 2/2" {
                        withUnsafeCurrentTask { $0?.cancel() }
                    }
                })
            }
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(!set.exists("model.onnx") && TrainingFolder.isResumable(at: set.output()))
            var resumed = job
            resumed.resumes = true
            let result = try await resumed.run()
            #expect(try Data(contentsOf: result.model) == Data(contentsOf: whole.model))
        }
    }

    @Test func aTrainingIsNeverOverwritten() async throws {
        let set = try SmallCropSet()
        let checkpoint = set.output().appending(path: "checkpoint")
        try FileManager.default.createDirectory(at: checkpoint, withIntermediateDirectories: true)
        try Data().write(to: checkpoint.appending(path: "checkpoint.json"))
        let failure = try await #require(throws: Failure.self) { try await set.job().run() }
        #expect(failure.category == .usage && failure.sentence.contains("already"))
    }

    /// A training that is killed after it saved the first epoch's weights and before the record leaves such a folder.
    @Test func aCheckpointWithoutACompleteEpochIsReplaced() async throws {
        let set = try SmallCropSet()
        let checkpoint = set.output().appending(path: "checkpoint")
        try FileManager.default.createDirectory(at: checkpoint, withIntermediateDirectories: true)
        try Data("half".utf8).write(to: checkpoint.appending(path: "best.safetensors"))
        #expect(!TrainingFolder.isResumable(at: set.output()))
        var resumed = set.job()
        resumed.resumes = true
        let error = try await #require(throws: TrainingError.self) { try await resumed.run() }
        #expect(error.code == .cannotResume && "\(error)".contains("start without --resume"))
        _ = try await set.job().run()
        #expect(set.exists("model.onnx") && TrainingFolder.isResumable(at: set.output()))
    }

    @Test func whatCannotBeTrainedLeavesNoFolder() async throws {
        let set = try SmallCropSet()
        var strange = set.job()
        strange.testPart = .origins(["s/9"])
        let failure = try await #require(throws: Failure.self) { try await strange.run() }
        #expect(failure.category == .usage && failure.sentence.contains("s/9"))
        #expect(failure.sentence.contains("s/0, s/1, s/2"), "it names what there is")
        var empty = set.job()
        empty.testPart = .origins(["s/0", "s/1", "s/2"])
        await #expect(throws: (any Error).self) { try await empty.run() }
        var wrong = set.job()
        wrong.recipe.inputSide = 33
        let error = try await #require(throws: TrainingError.self) { try await wrong.run() }
        #expect(error.category == .usage)
        #expect(!FileManager.default.fileExists(atPath: set.output().path))
    }
}

struct CrossValidationTests {
    @Test(
        arguments: [
            (.count(2), ["fold-1", "fold-2"]), (.origins, ["without-s-0", "without-s-1", "without-s-2"]),
        ] as [(CrossValidation.Folds, Set<String>)])
    func eachFaceIsLeftOutOnce(folds: CrossValidation.Folds, names: Set<String>) async throws {
        let set = try SmallCropSet()
        let models = Mutex<[URL]>([])
        let result = try await CrossValidation(of: set.job(), folds: folds).run(report: { _ in }) { fold in
            models.withLock { $0.append(fold.model) }
        }
        #expect(Set(models.withLock(\.self).map { $0.deletingLastPathComponent().lastPathComponent }) == names)
        #expect(try set.names() == names.union(["report.txt", "report.json", "predictions.csv"]))
        #expect(result.report.support == SmallCropSet.count && result.text.contains("mean accuracy"))
        let rows = try String(contentsOf: set.output().appending(path: "predictions.csv"), encoding: .utf8)
        #expect(rows.split(separator: "\r\n").count == SmallCropSet.count + 1)
    }
}
#endif
