internal import FaceMaskCore

/// The numbers of a training: what a checkpoint is compared by.
package protocol TrainingRecipe: Codable, Hashable, Sendable {
    /// What such a training measures.
    associatedtype History: EpochHistory = TrainingHistory
    var epochs: Int { get set }
    var seed: UInt64 { get }
    /// Epochs without a better one after which the training ends; `nil` when it doesn't end early.
    var earlyStoppingPatience: Int? { get }
    /// What the numbers must be.
    var limits: [RecipeLimit] { get }
}

/// What a training measured, epoch by epoch.
package protocol EpochHistory: Codable, Sendable {
    associatedtype Epoch: EpochRow
    /// By rising epoch.
    var epochs: [Epoch] { get set }

    init(epochs: [Epoch])
}

/// What was measured in one epoch.
package protocol EpochRow: Codable, Sendable {
    /// Wall time.
    var seconds: Double { get set }
    /// What decides which epoch is best; larger is better.
    var quality: Double { get }
}

extension TrainingRecipe {
    package var earlyStoppingPatience: Int? { nil }

    /// Throws `TrainingError.invalidConfiguration` when a number is out of its range.
    package func validate() throws {
        if let limit = limits.first(where: { !$0.isMet }) {
            throw TrainingError(code: .invalidConfiguration, subject: limit.subject, reason: limit.requirement)
        }
    }

    /// A generator for one purpose in one epoch, so that nothing random depends on what ran before.
    func random(_ epoch: Int, _ purpose: Int) -> SeededGenerator {
        var generator = SeededGenerator(seed: seed)
        for number in [epoch, purpose] { generator = SeededGenerator(seed: generator.next() &+ UInt64(number)) }
        return SeededGenerator(seed: generator.next())
    }
}

/// What one number of a recipe must be.
package struct RecipeLimit: Sendable {
    /// The number's option with its value, such as `--epochs 0`.
    let subject: String
    /// A clause without a full stop.
    let requirement: String
    let isMet: Bool

    init(_ subject: String, _ requirement: String, isMet: Bool) {
        (self.subject, self.requirement, self.isMet) = (subject, requirement, isMet)
    }

    static func epochs(_ count: Int, upTo limit: Int) -> RecipeLimit { .count("--epochs", count, in: 1...limit) }

    static func batchSize(_ size: Int, from least: Int = 1) -> RecipeLimit {
        .count("--batch-size", size, in: least...1024)
    }

    static func learningRate(_ rate: Double) -> RecipeLimit {
        RecipeLimit("--learning-rate \(rate)", "it must be above 0, at most 1", isMet: rate > 0 && rate <= 1)
    }

    static func validation(_ share: Double) -> RecipeLimit {
        RecipeLimit("--validation \(share)", "it must lie between 0 and 1", isMet: share > 0 && share < 1)
    }

    /// The network reduces its input by 32.
    static func inputSide(_ side: Int, in range: ClosedRange<Int>) -> RecipeLimit {
        let (least, most) = (grouped(range.lowerBound), grouped(range.upperBound))
        return RecipeLimit(
            "--input-side \(side)", "it must be a multiple of 32 from \(least) to \(most)",
            isMet: range.contains(side) && side.isMultiple(of: 32))
    }

    private static func count(_ option: String, _ value: Int, in range: ClosedRange<Int>) -> RecipeLimit {
        RecipeLimit(
            "\(option) \(value)", "it must be from \(grouped(range.lowerBound)) to \(grouped(range.upperBound))",
            isMet: range.contains(value))
    }

    /// The digits in groups of three: 10,000. Numbers of up to six digits.
    private static func grouped(_ number: Int) -> String {
        let digits = String(number)
        return digits.count > 3 ? "\(digits.dropLast(3)),\(digits.suffix(3))" : digits
    }
}
