import Testing

@testable import FaceMaskBenchmarks

@Suite struct QuartilesTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let samples: [Double]
        let expected: [Double]
        let reason: String

        var testDescription: String { reason }
    }

    @Test(arguments: [
        Example(samples: [5], expected: [5, 5, 5], reason: "a single sample"),
        Example(samples: [4, 2], expected: [2.5, 3, 3.5], reason: "between two samples"),
        Example(samples: [5, 1, 4, 2, 3], expected: [2, 3, 4], reason: "the order doesn't matter"),
        Example(samples: [1, 1, 1, 100], expected: [1, 1, 25.75], reason: "one interruption doesn't move the median"),
    ])
    func quartilesAreInterpolated(_ example: Example) throws {
        let quartiles = try #require(Quartiles(example.samples))
        #expect([quartiles.lower, quartiles.median, quartiles.upper] == example.expected)
        #expect(quartiles.rounds == example.samples.count)
    }

    @Test func noSamplesGiveNoQuartiles() { #expect(Quartiles([]) == nil) }
}
