#if Training
import FaceMaskCore
import FaceMaskNetworks
import Foundation
import TestSupport

@testable import FaceMaskTrainers

/// A training by the default recipe of tenths of a second: faces of 40 × 40 pixels in two classes, told apart by the
/// colour of their lower half, on the backbone of `SmallTraining`.
enum SmallFaceTraining {
    static let side = 32

    static func recipe(epochs: Int = 3, seed: UInt64 = 42) -> DefaultRecipe {
        var recipe = DefaultRecipe(epochs: epochs, batchSize: 6, learningRate: 1e-3, inputSide: side, seed: seed)
        recipe.averaging = 0.5
        return recipe
    }

    static func data(hash: String = "patterns", training: Int = 20) -> DefaultTrainer.Data {
        DefaultTrainer.Data(
            training: (0..<training).map { face($0) }, validation: (100..<108).map { face($0) },
            states: [.worn, .notWorn, .wornIncorrectly],
            hash: hash)
    }

    /// A face whose mask is of the class's colour; even numbers wear one.
    static func face(_ number: Int, origin: String = "patterns") -> TrainingFace {
        let isWorn = number % 2 == 0
        return TrainingFace(
            state: isWorn ? .worn : .notWorn, origin: origin,
            box: Box(x1: 10, y1: 10, x2: 70, y2: 70), landmarks: landmarks, picture: { picture(number) })
    }

    static let landmarks = Landmarks(
        leftEye: Point(x: 28, y: 30), rightEye: Point(x: 52, y: 30), nose: Point(x: 40, y: 42),
        leftMouth: Point(x: 31, y: 54), rightMouth: Point(x: 49, y: 54))

    /// Skin with a blue mask from the nose downwards, or without.
    static func picture(_ number: Int) -> Image {
        var picture = Pattern.picture(width: 80, height: 80, seed: UInt32(number), cell: 4)
        for y in 0..<80 {
            for x in 0..<80 {
                let (red, green, blue) = picture[x, y]
                let isMask = number % 2 == 0 && y > 38
                picture[x, y] =
                    isMask
                    ? (red / 8, 60 + green / 8, 160 + blue / 8) : (190 + red / 8, 140 + green / 8, 110 + blue / 8)
            }
        }
        return picture
    }

    struct Outcome: Equatable {
        /// Without the seconds, which differ.
        var rows: [[Double]]
        var weights: [Float]
    }

    /// Trains or resumes; cancels itself after the epoch `stop`.
    static func train(
        in folder: URL, _ recipe: DefaultRecipe = recipe(), data: DefaultTrainer.Data = data(),
        isResumed: Bool = false, stop: Int? = nil
    ) async throws -> Outcome {
        let trainer = try DefaultTrainer(
            recipe: recipe, backbone: SmallTraining.backbone, data: data, checkpoints: folder,
            compress: { image, _ in image })
        let result = try await trainer.train(isResumed: isResumed) { progress in
            if case .epoch(let row) = progress, row.epoch == stop { withUnsafeCurrentTask { $0?.cancel() } }
        }
        let rows = result.history.epochs.map {
            [Double($0.epoch), $0.trainingLoss, $0.trainingAccuracy, $0.validationLoss, $0.validationAccuracy]
        }
        let classifier = result.classifier
        return Outcome(
            rows: rows,
            weights: classifier.backbone.convolutions.flatMap { $0.weights + $0.bias }
                + classifier.head.flatMap { $0.weights + $0.bias })
    }

    static func interrupt(after epoch: Int, in folder: URL) async throws {
        let task = Task { try await train(in: folder, stop: epoch) }
        do {
            _ = try await task.value
            throw SmallTraining.NotInterrupted()
        } catch is CancellationError {}
    }
}
#endif
