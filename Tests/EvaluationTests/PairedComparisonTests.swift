import FaceMaskCore
import Testing

@testable import FaceMaskEvaluation

struct PairedComparisonTests {
    @Test func `the sign test agrees with SciPy`() throws {
        for row in try EvaluationReference.load().signTests {
            #expect(abs(PairedComparison.signTest(Int(row[0]), Int(row[1])) - row[2]) < 1e-9, "\(row)")
        }
    }

    @Test func `no disagreement, no difference`() {
        let same = [true, false, true]
        let comparison = PairedComparison(first: same, second: same, groups: [0, 1, 2])
        #expect(comparison.pValue == 1 && comparison.accuracyDifference == Interval(lower: 0, estimate: 0, upper: 0))
        #expect(comparison.bothRight == 2 && comparison.bothWrong == 1)
    }

    @Test func `exchanging the classifiers changes the sign`() {
        var random = SeededGenerator(seed: 2)
        let first = (0..<300).map { _ in Double.random(in: 0..<1, using: &random) < 0.8 }
        let second = (0..<300).map { _ in Double.random(in: 0..<1, using: &random) < 0.9 }
        let groups = Array(0..<300)
        let one = PairedComparison(first: first, second: second, groups: groups)
        let other = PairedComparison(first: second, second: first, groups: groups)
        #expect(one.pValue == other.pValue && one.onlyFirst == other.onlySecond)
        #expect(one.accuracyDifference.estimate == -other.accuracyDifference.estimate)
        #expect(abs(one.accuracyDifference.lower + other.accuracyDifference.upper) < 0.01)
        #expect(one.accuracyDifference.lower < one.accuracyDifference.estimate)
    }

    @Test func `faces of one group count as one face`() {
        // The same ten faces, and each ten times over: the interval by groups must not shrink.
        let first = (0..<40).map { $0 % 4 != 0 }
        let second = (0..<40).map { $0 % 10 != 0 }
        let once = PairedComparison(first: first, second: second, groups: Array(0..<40))
        let often = (0..<400).map { $0 / 10 }
        let repeated = PairedComparison(
            first: often.map { first[$0] }, second: often.map { second[$0] }, groups: often)
        #expect(repeated.groups == 40)
        #expect(repeated.accuracyDifference == once.accuracyDifference)
    }
}
