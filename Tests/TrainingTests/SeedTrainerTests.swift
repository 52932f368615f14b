#if Training
import FaceMaskCore
import Foundation
import FaceMaskInference
import FaceMaskNetworks
import TestSupport
import Testing

@testable import FaceMaskTrainers

/// libtorch's generator belongs to the whole process, so compared trainings run in a separate one.
struct SeedTrainerTests {
    @Test func itLearnsAndTheSameSeedGivesTheSameNumbers() async {
        await #expect(processExitsWith: .success) {
            let (folder, other) = (try TemporaryFolder(), try TemporaryFolder())
            let recipe = SmallTraining.recipe(epochs: 8)
            let first = try await SmallTraining.train(in: folder.url, recipe)
            #expect(first.rows.map { $0[0] } == [1, 2, 3, 4, 5, 6, 7, 8])
            let (start, end) = (first.rows[0], first.rows[7])
            #expect(end[1] < 0.7 * start[1] && end[3] < 0.7 * start[3] && end[4] >= 0.9, "\(first.rows)")
            let second = try await SmallTraining.train(in: other.url, recipe)
            #expect(first == second)
            let third = try await SmallTraining.train(in: other.url, SmallTraining.recipe(epochs: 1, seed: 43))
            #expect(first.rows[0] != third.rows[0])
        }
    }

    @Test func anInterruptedTrainingContinuesExactly() async {
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            let unbroken = try await SmallTraining.train(in: folder.url)
            for stop in [1, 2] {
                let broken = try TemporaryFolder()
                try await SmallTraining.interrupt(after: stop, in: broken.url)
                // Draw from the generator, as another start of the program would not.
                _ = try await SmallTraining.train(in: folder.url, SmallTraining.recipe(epochs: 1, seed: 7))
                #expect(try await SmallTraining.train(in: broken.url, isResumed: true) == unbroken, "after \(stop)")
            }
        }
    }

    @Test func moreEpochsMayBeRequestedLater() async {
        await #expect(processExitsWith: .success) {
            let (folder, other) = (try TemporaryFolder(), try TemporaryFolder())
            let unbroken = try await SmallTraining.train(in: folder.url)
            _ = try await SmallTraining.train(in: other.url, SmallTraining.recipe(epochs: 2))
            #expect(try await SmallTraining.train(in: other.url, isResumed: true) == unbroken)
            // A finished training gives the same result.
            #expect(try await SmallTraining.train(in: other.url, isResumed: true) == unbroken)
            // Without resuming it begins afresh in the same folder.
            #expect(try await SmallTraining.train(in: other.url) == unbroken)
        }
    }

    @Test func aKillDuringASaveLosesOnlyThatEpoch() async {
        await #expect(processExitsWith: .success) {
            let (folder, other) = (try TemporaryFolder(), try TemporaryFolder())
            let unbroken = try await SmallTraining.train(in: folder.url)
            try await SmallTraining.interrupt(after: 2, in: other.url)
            // The third epoch's folder was begun, the record still names the second.
            let begun = other.url.appending(path: "epoch-3")
            try FileManager.default.createDirectory(at: begun, withIntermediateDirectories: true)
            try Data("half a file".utf8).write(to: begun.appending(path: "weights.safetensors"))
            #expect(try await SmallTraining.train(in: other.url, isResumed: true) == unbroken)
            #expect(try other.names == ["checkpoint.json", "epoch-3"], "old states are removed")
        }
    }

    @Test(arguments: [
        (SeedRecipe(epochs: 0), "--epochs 0"), (SeedRecipe(batchSize: 0), "--batch-size 0"),
        (SeedRecipe(learningRate: 0), "--learning-rate 0.0"), (SeedRecipe(learningRate: .nan), "--learning-rate nan"),
        (SeedRecipe(validationFraction: 1), "--validation 1.0"),
    ])
    func invalidNumbersAreRefused(recipe: SeedRecipe, option: String) throws {
        let folder = try TemporaryFolder()
        let error = try #require(throws: TrainingError.self) {
            _ = try SeedTrainer(
                recipe: recipe, backbone: SmallTraining.backbone, engine: Engine(), data: SmallTraining.data(),
                checkpoints: folder.url)
        }
        #expect(error.code == .invalidConfiguration && error.subject == option)
        #expect(error.description.hasPrefix("The option \(option) is invalid: it must "))
    }

    @Test func numbersBeyondFloatingPointAreReported() async {
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            // Nothing cuts the features off, so that they overflow.
            var backbone = SmallTraining.backbone
            backbone.blocks = []
            backbone.stem.shape.activation = .none
            backbone.head = Convolution(
                shape: .init(name: "head", inputs: 32, outputs: MobileNetV2.featureCount),
                weights: Pattern.numbers(32 * MobileNetV2.featureCount, seed: 1, scale: 3e38),
                bias: [Float](repeating: 0, count: MobileNetV2.featureCount))
            let error = try await #require(throws: TrainingError.self) {
                try await SmallTraining.train(in: folder.url, backbone: backbone)
            }
            #expect(error.code == .diverged)
            #expect(
                error.description.hasPrefix("The training diverged in epoch 1: ") && error.description.hasSuffix("."))
            #expect(try folder.names.isEmpty, "no checkpoint of it is left")
        }
    }
}

struct ResumeRefusalTests {
    /// The error of a resumed training with another recipe, data or backbone than the folder's.
    private static func reason(
        in folder: URL, _ recipe: SeedRecipe = SmallTraining.recipe(), data: SeedTrainer.Data = SmallTraining.data(),
        backbone: MobileNetV2 = SmallTraining.backbone
    ) async throws -> String {
        do {
            _ = try await SmallTraining.train(in: folder, recipe, data: data, backbone: backbone, isResumed: true)
            return "it went on"
        } catch let error as TrainingError where error.code == .cannotResume {
            #expect(error.subject == folder.path(percentEncoded: false))
            #expect(error.description.hasPrefix("The training in '\(error.subject)' can't be resumed: "))
            return error.reason
        }
    }

    @Test func anEmptyFolderIsReported() async throws {
        let folder = try TemporaryFolder()
        #expect(try await Self.reason(in: folder.url) == "it has no complete epoch; start without --resume")
    }

    @Test func anotherTrainingIsNotResumed() async {
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            try await SmallTraining.interrupt(after: 1, in: folder.url)
            let other = "it was started with another configuration, backbone or dataset; use the same ones"
            #expect(try await Self.reason(in: folder.url, SmallTraining.recipe(seed: 43)) == other)
            var recipe = SmallTraining.recipe()
            recipe.learningRate = 1e-4
            #expect(try await Self.reason(in: folder.url, recipe) == other)
            recipe = SmallTraining.recipe()
            recipe.augmentation.rotation = 5
            #expect(try await Self.reason(in: folder.url, recipe) == other)
            #expect(try await Self.reason(in: folder.url, data: SmallTraining.data(hash: "other")) == other)
            #expect(try await Self.reason(in: folder.url, data: SmallTraining.data(training: 23)) == other)
            var backbone = SmallTraining.backbone
            backbone.origin = "another"
            #expect(try await Self.reason(in: folder.url, backbone: backbone) == other)
            #expect(try await Self.reason(in: folder.url) == "it went on")
        }
    }

    @Test func aDamagedCheckpointIsReported() async {
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            try await SmallTraining.interrupt(after: 2, in: folder.url)
            for (name, isRecord) in [
                ("checkpoint.json", true), ("epoch-2/weights.safetensors", false), ("epoch-2/optimizer.pt", false),
            ] {
                let file = folder.url.appending(path: name)
                let sound = try Data(contentsOf: file)
                for damaged in [Data(), sound.prefix(sound.count / 2), Data("no checkpoint".utf8), nil] {
                    if let damaged { try damaged.write(to: file) } else { try FileManager.default.removeItem(at: file) }
                    let reason = try await Self.reason(in: folder.url)
                    #expect(reason != "it went on", "\(name) of \(damaged?.count ?? -1) bytes")
                    if isRecord, damaged != nil { #expect(reason == "its record 'checkpoint.json' is damaged") }
                    #expect(!reason.hasSuffix(".") && !reason.contains("\n"), "\(reason)")
                }
                try sound.write(to: file)
            }
            #expect(try await Self.reason(in: folder.url) == "it went on")
        }
    }
}
#endif
