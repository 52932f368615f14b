public import FaceMaskCore
import Foundation

/// A comparison of two classifiers on the same faces.
///
/// As JSON: `both_right`, `only_first`, `only_second`, `both_wrong`, `p_value`, `accuracy_difference` (`lower`,
/// `estimate`, `upper`; second minus first), `groups`, `rounds`.
public struct PairedComparison: Hashable, Sendable {
    /// The default number of resamplings: enough for the interval's bounds to vary by less than a tenth of its width.
    public static let defaultRounds = 2000

    /// The number of faces for which both are right.
    public let bothRight: Int
    /// The number of faces for which only the first is right.
    public let onlyFirst: Int
    /// The number of faces for which only the second is right.
    public let onlySecond: Int
    /// The number of faces for which both are wrong.
    public let bothWrong: Int
    /// The probability of a division of the disagreements at least as uneven if both were equally good: McNemar's exact
    /// two-sided test. It assumes independent faces; near-copies make it too small.
    public let pValue: Double
    /// The accuracy of the second minus that of the first, with the 95 % percentile interval over resampled groups.
    public let accuracyDifference: Interval
    /// The number of groups.
    public let groups: Int
    /// The number of resamplings.
    public let rounds: Int

    /// Compares two lists of answers for the same faces.
    ///
    /// - Parameters:
    ///   - first: Whether the first classifier is right, for each face.
    ///   - second: Whether the second classifier is right, for each face.
    ///   - groups: The group of near-copies of each face; groups are resampled as a whole.
    ///   - rounds: The number of resamplings.
    ///   - random: The random numbers for resampling.
    public init(
        first: [Bool], second: [Bool], groups: [Int], rounds: Int = defaultRounds,
        random: SeededGenerator = SeededGenerator(seed: 0)
    ) {
        precondition(first.count == second.count && first.count == groups.count, "the lists are over the same faces")
        precondition(!first.isEmpty && rounds > 0, "there are faces to compare on")
        let pairs = zip(first, second)
        bothRight = pairs.count { $0 && $1 }
        onlyFirst = pairs.count { $0 && !$1 }
        onlySecond = pairs.count { !$0 && $1 }
        bothWrong = pairs.count { !$0 && !$1 }
        pValue = Self.signTest(onlyFirst, onlySecond)
        self.rounds = rounds

        let sums = zip(groups, pairs).reduce(into: [Int: GroupSum]()) { sums, face in
            sums[face.0, default: GroupSum()].add(first: face.1.0, second: face.1.1)
        }
        let parts = sums.sorted { $0.key < $1.key }.map(\.value)
        self.groups = parts.count
        accuracyDifference = Self.interval(
            of: Double(onlySecond - onlyFirst) / Double(first.count), parts: parts, rounds: rounds, random: random)
    }

    /// Returns the two-sided exact probability of at least this imbalance among `one + other` fair coins.
    static func signTest(_ one: Int, _ other: Int) -> Double {
        let (count, least) = (one + other, min(one, other))
        let tail = (0...least).reduce(0.0) { sum, hits in
            let choose = lgamma(Double(count + 1)) - lgamma(Double(hits + 1)) - lgamma(Double(count - hits + 1))
            return sum + exp(choose - Double(count) * log(2))
        }
        return min(1, 2 * tail)
    }

    private struct GroupSum {
        var difference = 0
        var faces = 0

        mutating func add(first: Bool, second: Bool) {
            difference += (second ? 1 : 0) - (first ? 1 : 0)
            faces += 1
        }
    }

    /// The percentile bootstrap (Efron and Tibshirani, "An introduction to the bootstrap", 1993, chapter 13).
    private static func interval(
        of estimate: Double, parts: [GroupSum], rounds: Int, random: SeededGenerator
    ) -> Interval {
        var random = random
        let differences = (0..<rounds).map { _ in
            var drawn = GroupSum()
            for _ in parts.indices {
                let part = parts[Int.random(in: parts.indices, using: &random)]
                drawn.difference += part.difference
                drawn.faces += part.faces
            }
            return Double(drawn.difference) / Double(drawn.faces)
        }.sorted()
        func quantile(_ share: Double) -> Double { differences[Int(share * Double(rounds - 1) + 0.5)] }
        return Interval(
            lower: min(quantile(0.025), estimate), estimate: estimate, upper: max(quantile(0.975), estimate))
    }
}

extension PairedComparison: Encodable {
    private enum CodingKeys: String, CodingKey {
        case groups, rounds
        case bothRight = "both_right"
        case onlyFirst = "only_first"
        case onlySecond = "only_second"
        case bothWrong = "both_wrong"
        case pValue = "p_value"
        case accuracyDifference = "accuracy_difference"
    }
}
