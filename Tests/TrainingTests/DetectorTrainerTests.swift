#if Training
import FaceMaskCore
import Foundation
import FaceMaskInference
import FaceMaskModelFiles
import FaceMaskNetworks
import TestSupport
import Testing

@testable import FaceMaskTrainers
@testable import FaceMaskDetection

/// libtorch's generator belongs to the whole process, so compared trainings run in a separate one.
struct DetectorTrainerTests {
    /// Pictures with one bright square on noise.
    private static func scene(_ number: Int) -> TrainingScene {
        let (left, top, side) = (20 + number * 13 % 50, 15 + number * 7 % 40, 24 + number % 3 * 12)
        let box = Box(x1: Float(left), y1: Float(top), x2: Float(left + side), y2: Float(top + side))
        return TrainingScene(
            faces: [SceneFace(box: box, state: number % 2 == 0 ? .worn : .notWorn)], origin: "squares"
        ) {
            var image = Pattern.picture(width: 128, height: 96, seed: UInt32(number), cell: 6)
            for y in 0..<image.height {
                for x in 0..<image.width {
                    let (red, green, blue) = image[x, y]
                    image[x, y] = (red / 4, green / 4, blue / 4)
                }
            }
            for y in top..<min(top + side, 96) {
                for x in left..<min(left + side, 128) { image[x, y] = (250, 220, 200) }
            }
            return image
        }
    }

    private static func recipe(epochs: Int = 2, seed: UInt64 = 42) -> DetectorRecipe {
        var recipe = DetectorRecipe(epochs: epochs, batchSize: 4, learningRate: 3e-3, seed: seed)
        (recipe.inputSide, recipe.drawsPerEpoch, recipe.warmUpSteps, recipe.averaging) = (64, 24, 4, 0.9)
        recipe.augmentation.mosaic = 0.2
        return recipe
    }

    private struct Outcome: Equatable {
        var losses: [Double]
        /// Of boxes with the faces they answer for.
        var overlaps: [Double]
        var weights: [[Float]]
    }

    private static func train(
        in folder: URL, _ recipe: DetectorRecipe = recipe(), isResumed: Bool = false, stop: Int? = nil
    ) async throws -> Outcome {
        let trainer = try DetectorTrainer(
            recipe: recipe, scenes: (0..<8).map(scene), hash: "squares", checkpoints: folder,
            compress: { image, _ in image })
        let result = try await trainer.train(isResumed: isResumed) { _, history in
            let quality = Double(history.epochs.count) / 10
            return DetectorHistory.Check(strict: quality, loose: quality)
        } progress: { progress in
            if case .epoch(let row) = progress, row.epoch == stop { withUnsafeCurrentTask { $0?.cancel() } }
        }
        let convolutions = result.detector.convolutions.sorted { $0.key < $1.key }.map(\.value)
        return Outcome(
            losses: result.history.epochs.map(\.loss), overlaps: result.history.epochs.map(\.overlap),
            weights: convolutions.map { $0.weights + $0.bias })
    }

    @Test func itLearnsAndTheSameSeedGivesTheSameNumbers() async {
        await #expect(processExitsWith: .success) {
            let (folder, other) = (try TemporaryFolder(), try TemporaryFolder())
            var recipe = Self.recipe(epochs: 5)
            recipe.drawsPerEpoch = 64
            let first = try await Self.train(in: folder.url, recipe)
            #expect(first.overlaps[3] + first.overlaps[4] > 2 * first.overlaps[0] + 0.03, "\(first.overlaps)")
            recipe.epochs = 1
            let once = try await Self.train(in: other.url, recipe)
            #expect(try await Self.train(in: folder.url, recipe) == once)
        }
    }

    @Test func anInterruptedTrainingContinuesExactly() async {
        await #expect(processExitsWith: .success) {
            let (folder, broken) = (try TemporaryFolder(), try TemporaryFolder())
            let unbroken = try await Self.train(in: folder.url, Self.recipe(epochs: 3))
            let task = Task { try await Self.train(in: broken.url, Self.recipe(epochs: 3), stop: 1) }
            await #expect(throws: CancellationError.self) { try await task.value }
            let resumed = try await Self.train(in: broken.url, Self.recipe(epochs: 3), isResumed: true)
            #expect(resumed == unbroken)
            let error = await #expect(throws: TrainingError.self) {
                try await Self.train(in: broken.url, Self.recipe(epochs: 3, seed: 1), isResumed: true)
            }
            #expect(error?.code == .cannotResume)
        }
    }

    /// The file, given what detection gives it, computes what the network computes of what training gives it: the same
    /// colours in the same order, batch normalisation folded; scores scaled where that is asked for, and nothing else.
    @Test(arguments: [(1, 0), (2.5, -1)] as [(Float, Float)])
    func theFileGivesTheMapsOfTheNetwork(slope: Float, offset: Float) async throws {
        let folder = try TemporaryFolder()
        let network = try TrainableDetector(recipe: Self.recipe())
        let picture = try Self.scene(1).picture().resized(width: 64, height: 48)
        let place = Box(x1: 0, y1: 8, x2: 64, y2: 56)
        let batch = DetectorTrainer.Batch([DetectorParityTests.scene(of: picture, at: place, side: 64)], side: 64)
        let expected = try network.averagedMaps(of: batch.input, width: 64, height: 64).map { map in
            let plane = map.count / FaceCell.Channel.count
            let scores = (FaceCell.Channel.score * plane)..<((FaceCell.Channel.score + 1) * plane)
            return map.enumerated().map { scores.contains($0.offset) ? $0.element * slope + offset : $0.element }
        }
        let detector = try network.trained().scaled(slope: slope, offset: offset)
        #expect(detector.parameterCount < 150_000, "\(detector.parameterCount) parameters")
        let manifest = DetectorManifest(
            name: "test", architecture: "small",
            training: .init(recipe: "test", dataHash: "", pictures: 0, epochs: 0, seed: 0, backbone: ""), licence: "")
        let file = try folder.file("detector.onnx", detector.serialized(manifest: manifest))
        #expect(try ModelFile.detectorManifest(of: file) == manifest)
        let compiled = try Engine().compiledNetwork(at: file, shape: [1, 64, 64, 3], CompileOptions())
        let found = try await compiled.run(shape: [1, 64, 64, 3]) { input in
            FaceNetwork.own(manifest).fill(
                &input, with: picture, at: place, on: WorkingSize.Canvas(width: 64, height: 64))
        } read: { outputs in
            var maps: [[Float]] = []
            for index in 0..<3 { maps.append(try outputs.values(index)) }
            return maps
        }
        for (one, other) in zip(found, expected) {
            #expect(one.count == other.count)
            let largest = zip(one, other).map { abs($0 - $1) }.max() ?? .nan
            // Weights are stored as fp16, 11 bits each; untrained maps have values up to some tens.
            let scale = max(other.map(abs).max() ?? .nan, 1)
            #expect(largest < 0.004 * scale, "\(largest) of \(scale)")
        }
    }
}
#endif
