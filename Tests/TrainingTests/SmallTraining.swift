#if Training
import FaceMaskCore
import Foundation
import FaceMaskInference
import FaceMaskNetworks
import TestSupport

@testable import FaceMaskTrainers

/// A training of tenths of a second: 24 pictures of 32 × 32 pixels in two classes, told apart by their colour, on a
/// backbone of five convolutions with weights by formula.
enum SmallTraining {
    static let side = 32

    struct Outcome: Equatable {
        /// Without the seconds, which differ.
        var rows: [[Double]]
        var tensors: [[Float]]

        init(_ classifier: TrainedClassifier, _ history: TrainingHistory) {
            rows = history.epochs.map {
                [Double($0.epoch), $0.trainingLoss, $0.trainingAccuracy, $0.validationLoss, $0.validationAccuracy]
            }
            tensors = classifier.head.flatMap { [$0.weights, $0.bias] }
        }
    }

    static func recipe(epochs: Int = 3, seed: UInt64 = 42) -> SeedRecipe {
        var recipe = SeedRecipe(epochs: epochs, batchSize: 10, learningRate: 1e-3, seed: seed)
        recipe.inputSide = side
        recipe.hiddenUnits = 24
        return recipe
    }

    static func data(hash: String = "patterns", training: Int = 24) -> SeedTrainer.Data {
        SeedTrainer.Data(
            training: (0..<training).map(example), validation: (100..<110).map(example), classes: 2, hash: hash)
    }

    /// Even numbers are reddish, odd ones bluish.
    private static func example(_ number: Int) -> TrainingExample {
        var picture = Pattern.picture(width: side, height: side, seed: UInt32(number), cell: 4)
        for y in 0..<side {
            for x in 0..<side {
                let (red, green, blue) = picture[x, y]
                picture[x, y] = number % 2 == 0 ? (red / 2 + 127, green, blue / 2) : (red / 2, green, blue / 2 + 127)
            }
        }
        return TrainingExample(cutout: picture, label: number % 2)
    }

    /// Trains or resumes; cancels itself after the epoch `stop`.
    static func train(
        in folder: URL, _ recipe: SeedRecipe = recipe(), data: SeedTrainer.Data = data(),
        backbone: MobileNetV2 = backbone, isResumed: Bool = false, stop: Int? = nil
    ) async throws -> Outcome {
        let trainer = try SeedTrainer(
            recipe: recipe, backbone: backbone, engine: Engine(), data: data, checkpoints: folder)
        let result = try await trainer.train(isResumed: isResumed) { progress in
            if case .epoch(let row) = progress, row.epoch == stop { withUnsafeCurrentTask { $0?.cancel() } }
        }
        return Outcome(result.classifier, result.history)
    }

    /// Trains until an epoch has ended; the cancellation that ends it is no failure.
    static func interrupt(after epoch: Int, in folder: URL, _ recipe: SeedRecipe = recipe()) async throws {
        let task = Task { try await train(in: folder, recipe, stop: epoch) }
        do {
            _ = try await task.value
            throw NotInterrupted()
        } catch is CancellationError {}
    }

    struct NotInterrupted: Error {}

    /// The stem, the first two blocks and a head: as many features as the whole network has, at a hundredth of its work.
    static let backbone: MobileNetV2 = {
        func convolution(_ shape: Convolution.Shape, _ seed: UInt32) -> Convolution {
            let fanIn = Float(shape.weightCount / shape.outputs)
            return Convolution(
                shape: shape, weights: Pattern.numbers(shape.weightCount, seed: seed, scale: (6 / fanIn).squareRoot()),
                bias: Pattern.numbers(shape.outputs, seed: seed + 100, scale: 0.25))
        }
        let blocks = MobileNetV2.blockShapes.prefix(2).enumerated().map { index, shape in
            MobileNetV2.Block(
                expand: shape.expand.map { convolution($0, UInt32(10 * index + 2)) },
                depthwise: convolution(shape.depthwise, UInt32(10 * index + 3)),
                project: convolution(shape.project, UInt32(10 * index + 4)), isResidual: shape.isResidual)
        }
        let head = Convolution.Shape(
            name: "head", inputs: 24, outputs: MobileNetV2.featureCount, activation: .relu6)
        return MobileNetV2(
            stem: convolution(MobileNetV2.stemShape, 1), blocks: blocks, head: convolution(head, 50),
            stridePadding: .bottomRight,
            input: .init(
                mean: [127.5, 127.5, 127.5], scale: [1 / 127.5, 1 / 127.5, 1 / 127.5], origin: "formula"))
    }()
}
#endif
