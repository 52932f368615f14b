#if Training
import FaceMaskClassification
import FaceMaskCore
import Foundation
import FaceMaskInference
import FaceMaskNetworks
import TestSupport
import Testing

@testable import FaceMaskTrainers

/// libtorch's generator belongs to the whole process, so compared trainings run in a separate one.
struct DefaultTrainerTests {
    @Test func itLearnsAndTheSameSeedGivesTheSameNumbers() async {
        await #expect(processExitsWith: .success) {
            let (folder, other) = (try TemporaryFolder(), try TemporaryFolder())
            var recipe = SmallFaceTraining.recipe(epochs: 8)
            recipe.augmentation = .none
            let first = try await SmallFaceTraining.train(in: folder.url, recipe)
            let (start, end) = (first.rows[0], first.rows[first.rows.count - 1])
            #expect(end[3] < 0.7 * start[3] && end[4] == 1, "\(first.rows)")
            // One epoch is enough for equality, and for a difference.
            recipe.epochs = 1
            let once = try await SmallFaceTraining.train(in: other.url, recipe)
            #expect(try await SmallFaceTraining.train(in: folder.url, recipe) == once)
            recipe.seed = 43
            #expect(try await SmallFaceTraining.train(in: other.url, recipe).rows[0] != once.rows[0])
        }
    }

    @Test func anInterruptedTrainingContinuesExactly() async {
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            let unbroken = try await SmallFaceTraining.train(in: folder.url)
            for stop in [1, 2] {
                let broken = try TemporaryFolder()
                try await SmallFaceTraining.interrupt(after: stop, in: broken.url)
                let resumed = try await SmallFaceTraining.train(in: broken.url, isResumed: true)
                #expect(resumed == unbroken, "after \(stop)")
            }
            // Damage to the best weights is a sentence, not another result.
            try Data("no weights".utf8).write(to: folder.url.appending(path: "best.safetensors"))
            let error = try await #require(throws: TrainingError.self) {
                try await SmallFaceTraining.train(in: folder.url, isResumed: true)
            }
            #expect(error.code == .cannotResume && error.reason.hasPrefix("its best weights can't be read"))
        }
    }

    @Test func aStateThatCannotBeSavedIsReported() async {
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            let inTheWay = folder.url.appending(path: "epoch-2/optimizer.pt")
            try FileManager.default.createDirectory(at: inTheWay, withIntermediateDirectories: true)
            let error = try await #require(throws: TrainingError.self) {
                try await SmallFaceTraining.train(in: folder.url)
            }
            #expect(error.code == .cannotSave && error.description.hasSuffix("continue with --resume."), "\(error)")
            // The epoch before is whole.
            try FileManager.default.removeItem(at: inTheWay)
            let other = try TemporaryFolder()
            let resumed = try await SmallFaceTraining.train(in: folder.url, isResumed: true)
            #expect(try await SmallFaceTraining.train(in: other.url) == resumed)
        }
    }

    @Test func endsWithoutImprovementAndKeepsTheBest() async {
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            // A rate at which the weights run away after the warm-up.
            var recipe = SmallFaceTraining.recipe(epochs: 40)
            (recipe.learningRate, recipe.headLearningRate, recipe.patience) = (0.3, 0.3, 2)
            do {
                let outcome = try await SmallFaceTraining.train(in: folder.url, recipe)
                let losses = outcome.rows.map { $0[3] }
                let best = try #require(losses.indices.min { losses[$0] < losses[$1] })
                #expect(losses.count < 40 && losses.count - 1 - best == 2, "\(losses)")
            } catch let error as TrainingError {
                #expect(error.code == .diverged)
            }
        }
    }

    @Test(arguments: [
        (DefaultRecipe(epochs: 0), "--epochs 0"), (DefaultRecipe(batchSize: 1), "--batch-size 1"),
        (DefaultRecipe(learningRate: .nan), "--learning-rate nan"),
        (DefaultRecipe(validationFraction: 0.5, testFraction: 0.5), "--validation 0.5 --test 0.5"),
        (DefaultRecipe(inputSide: 100), "--input-side 100"),
    ])
    func invalidNumbersAreRefused(recipe: DefaultRecipe, option: String) throws {
        let error = try #require(throws: TrainingError.self) { try recipe.validate() }
        #expect(error.code == .invalidConfiguration && error.subject == option)
    }

    @Test func theRateRisesThenFallsToZero() {
        let recipe = DefaultRecipe()
        let rates = (0..<200).map { recipe.schedule(of: 200).share(at: $0) }
        #expect(rates[0] == 0.1 && rates[9] == 1 && rates[199] < 1e-3)
        #expect(zip(rates.dropFirst(9), rates.dropFirst(10)).allSatisfy { $0 >= $1 })
        #expect(recipe.schedule(of: 1).share(at: 0) == 1, "a training of one step learns")
    }

    /// The file gives the outputs of the trained network: training and detection agree.
    @Test func theFileGivesTheLogitsOfTheNetwork() async {
        await #expect(processExitsWith: .success) {
            let recipe = SmallFaceTraining.recipe()
            let network = try TrainableMobileNetV2(SmallTraining.backbone, recipe: recipe, classes: 2)
            let preprocessing = SmallTraining.backbone.preprocessing(
                side: SmallFaceTraining.side, cropMargin: recipe.cropMargin)
            let faces = try (0..<3).map { try SmallFaceTraining.face($0).loaded() }
            let cutouts = faces.map { FaceAugmentation.plainCutout(of: $0, by: preprocessing) }
            var input = [Float](repeating: 0, count: preprocessing.valueCount * 3)
            for (index, cutout) in cutouts.enumerated() {
                var span = input.mutableSpan
                preprocessing.normalize(cutout, into: &span, at: index * preprocessing.valueCount)
            }
            // A step first, so that the averages are not the start.
            _ = try network.learn(input, labels: [0, 1, 0], rate: 1, averaging: 0.5)
            let logits = try network.check(input, count: 3)
            let manifest = ModelManifest(
                name: "exported", architecture: "MobileNetV2", preprocessing: preprocessing,
                labels: ["with_mask", "without_mask"],
                training: .init(recipe: "default", dataHash: "", pictures: 0, epochs: 0, seed: 0, backbone: ""),
                licence: "Apache-2.0")
            let folder = try TemporaryFolder()
            let file = try folder.file("model.onnx", try network.trained().serialized(manifest: manifest))
            let classifier = try MaskClassifier(contentsOf: file, engine: Engine())
            for (row, answer) in zip(logits, try await classifier.probabilities(of: cutouts)) {
                let expected = 1 / (1 + exp(Double(row[1] - row[0])))
                // Weights are stored as fp16.
                #expect(abs(Double(answer[.worn] ?? -1) - expected) < 2e-3)
            }
        }
    }
}

struct FaceSamplerTests {
    private static func faces(_ counts: [(state: MaskState, origin: String, count: Int)]) -> [TrainingFace] {
        counts.flatMap { cell in
            (0..<cell.count).map { number in
                var face = SmallFaceTraining.face(number, origin: cell.origin)
                face.state = cell.state
                return face
            }
        }
    }

    @Test(arguments: [
        (0.0, 0.0, [900, 90, 10]), (1.0, 0.0, [454, 45, 500]), (0.5, 0.5, [690, 218, 91]), (1, 1, [250, 250, 500]),
    ])
    func drawsCellsByTheirBalance(classes: Double, origins: Double, expected: [Int]) {
        let faces = Self.faces([(.notWorn, "a", 900), (.notWorn, "b", 90), (.worn, "a", 10)])
        let sampler = FaceSampler(faces: faces, classBalance: classes, originBalance: origins)
        var generator = SeededGenerator(seed: 5)
        let draws = sampler.draws(5_000, using: &generator)
        let counts = [0..<900, 900..<990, 990..<1000].map { range in draws.count { range.contains($0) } }
        for (count, expected) in zip(counts, expected) {
            #expect(abs(count - expected * 5) < 30 + expected / 2, "\(counts)")
        }
    }

    @Test func drawsAllFacesBeforeRepeatingOne() {
        let sampler = FaceSampler(faces: Self.faces([(.worn, "a", 50)]), classBalance: 0.5, originBalance: 0.5)
        var generator = SeededGenerator(seed: 1)
        let draws = sampler.draws(100, using: &generator)
        #expect(Set(draws[..<50]).count == 50 && Set(draws[50...]).count == 50)
        #expect(draws[..<50] != draws[50...], "in another order")
    }
}
#endif
