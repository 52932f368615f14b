#if Training
import Foundation
import Testing
import FaceMaskTorch

/// The loss against its formula.
@Suite struct CrossEntropyTests {
    static let logits: [[Double]] = [[2, -1, 0.5], [0.1, 0.2, 0.3], [-3, 4, 1], [0, 0, 0]]
    static let classes = [0, 2, 1, 1]

    @Test(arguments: [0, 0.1, 0.5, 1], [nil, [1, 2, 0.25]] as [[Double]?])
    func ofClassNumbers(smoothing: Double, weights: [Double]?) throws {
        let loss = try Self.tensor.crossEntropy(
            Tensor(integers: Self.classes), classWeights: weights.map { try Tensor($0.map(Float.init)) },
            labelSmoothing: smoothing)
        #expect(loss.shape == [])
        // (1 − ε) · the loss of the class + ε ÷ K · the losses of all, each with its class's weight, over the sum of
        // the targets' weights.
        let weight = weights ?? [1, 1, 1]
        var (sum, total) = (0.0, 0.0)
        for (row, target) in zip(Self.logits, Self.classes) {
            let losses = Self.negativeLogSoftmax(row)
            sum += (1 - smoothing) * weight[target] * losses[target]
            sum += smoothing / 3 * zip(weight, losses).map { $0 * $1 }.reduce(0, +)
            total += weight[target]
        }
        try expectClose([Float(loss.item())], [sum / total])
    }

    @Test(arguments: [0, 0.1, 1])
    func ofProbabilities(smoothing: Double) throws {
        let targets: [[Double]] = [[0.7, 0.2, 0.1], [0, 0, 1], [0.5, 0.5, 0], [0.2, 0.3, 0.5]]
        let loss = try Self.tensor.crossEntropy(
            Tensor(targets.flatMap { $0.map(Float.init) }, shape: [4, 3]), labelSmoothing: smoothing)
        var sum = 0.0
        for (row, target) in zip(Self.logits, targets) {
            for (probability, loss) in zip(target, Self.negativeLogSoftmax(row)) {
                sum += (probability * (1 - smoothing) + smoothing / 3) * loss
            }
        }
        try expectClose([Float(loss.item())], [sum / 4])
    }

    @Test func oneHotProbabilitiesAreClassNumbers() throws {
        let oneHot: [Float] = [1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1, 0]
        let numbers = try Self.tensor.crossEntropy(Tensor(integers: Self.classes), labelSmoothing: 0.1)
        let probabilities = try Self.tensor.crossEntropy(Tensor(oneHot, shape: [4, 3]), labelSmoothing: 0.1)
        try expectClose([Float(numbers.item())], [probabilities.item()], within: 1e-6)
    }

    static var tensor: Tensor {
        get throws { try Tensor(logits.flatMap { $0.map(Float.init) }, shape: [4, 3]) }
    }

    static func negativeLogSoftmax(_ row: [Double]) -> [Double] {
        let sum = row.map { exp($0) }.reduce(0, +)
        return row.map { log(sum) - $0 }
    }
}
#endif
