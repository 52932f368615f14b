internal import FaceMaskCore

/// The hyperparameters of a training, by which a checkpoint is identified.
package protocol TrainingRecipe: Codable, Hashable, Sendable {
    /// The measurements of such a training.
    associatedtype History: EpochHistory = TrainingHistory
    var epochs: Int { get set }
    var seed: UInt64 { get }
    /// The number of epochs without improvement after which the training ends; `nil` for no limit.
    var earlyStoppingPatience: Int? { get }
    /// The requirements for the hyperparameters.
    var limits: [RecipeLimit] { get }
}

/// The measurements of a training by epoch.
package protocol EpochHistory: Codable, Sendable {
    associatedtype Epoch: EpochRow
    /// The epochs in ascending order.
    var epochs: [Epoch] { get set }

    init(epochs: [Epoch])
}

/// The measurements of one epoch.
package protocol EpochRow: Codable, Sendable {
    /// The wall-clock time in seconds.
    var seconds: Double { get set }
    /// The criterion for the best epoch; larger is better.
    var quality: Double { get }
}

extension TrainingRecipe {
    package var earlyStoppingPatience: Int? { nil }

    /// Throws `TrainingError.invalidConfiguration` if a hyperparameter is out of its range.
    package func validate() throws {
        if let limit = limits.first(where: { !$0.isMet }) {
            throw TrainingError(code: .invalidConfiguration, subject: limit.subject, reason: limit.requirement)
        }
    }

    /// Returns a generator for one purpose in one epoch, so that nothing random depends on earlier steps.
    func random(_ epoch: Int, _ purpose: Int) -> SeededGenerator {
        var generator = SeededGenerator(seed: seed)
        for number in [epoch, purpose] { generator = SeededGenerator(seed: generator.next() &+ UInt64(number)) }
        return SeededGenerator(seed: generator.next())
    }
}

/// The requirement for one hyperparameter.
package struct RecipeLimit: Sendable {
    /// The option with its value, such as `--epochs 0`.
    let subject: String
    /// The requirement, a clause without a full stop.
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
        RecipeLimit("--validation \(share)", "it must be between 0 and 1", isMet: share > 0 && share < 1)
    }

    /// The network reduces its input by a factor of 32.
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

    /// Returns the digits in groups of three: 10,000. For numbers of up to six digits.
    private static func grouped(_ number: Int) -> String {
        let digits = String(number)
        return digits.count > 3 ? "\(digits.dropLast(3)),\(digits.suffix(3))" : digits
    }
}
