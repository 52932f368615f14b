import FaceMaskCore
import Testing

@testable import FaceMaskBenchmarks

@Suite struct BaselineComparisonTests {
    struct Change: Sendable, CustomTestStringConvertible {
        let reason: String
        let report: BenchmarkReport
        /// The stages that are reported as slower.
        let slower: Set<BenchmarkReport.Stage>

        var testDescription: String { reason }
    }

    private static func times(_ stage: BenchmarkReport.Stage, by factor: Double) -> SampleReport.Times {
        var times = SampleReport.usual
        times[stage, default: 0] *= factor
        return times
    }

    /// A machine on which everything takes `factor` times as long, bounds included.
    private static func machine(_ factor: Double) -> BenchmarkReport {
        var report = SampleReport.make()
        for index in report.rows.indices {
            report.rows[index].milliseconds = report.rows[index].milliseconds.scaled(by: factor)
            report.rows[index].bound?.milliseconds *= factor
        }
        return report
    }

    /// Everything takes `factor` times as long, except the bounds.
    private static func unoptimized(_ factor: Double) -> BenchmarkReport {
        var report = machine(factor)
        for index in report.rows.indices {
            report.rows[index].bound?.milliseconds /= factor
            report.rows[index].bound?.share /= factor
        }
        return report
    }

    static let changes: [Change] = [
        Change(reason: "nothing changed", report: SampleReport.make(), slower: []),
        Change(reason: "a machine of half the speed", report: machine(2), slower: []),
        Change(reason: "a machine of twice the speed", report: machine(0.5), slower: []),
        Change(
            reason: "one stage takes half as long again", report: SampleReport.make(times(.draw, by: 1.5)),
            slower: [.draw]),
        Change(reason: "within the tolerance", report: SampleReport.make(times(.draw, by: 1.2)), slower: []),
        Change(
            reason: "one stage became fast: the others are not slower",
            report: SampleReport.make(times(.detect, by: 0.2)), slower: []),
        Change(
            reason: "noise: the quartiles overlap", report: SampleReport.make(times(.draw, by: 1.5), spread: 0.4),
            slower: []),
        Change(
            reason: "everything is slow relative to its bound, as without optimisation", report: unoptimized(3),
            slower: Set(SampleReport.usual.keys).union([.classify])),
    ]

    @Test(arguments: changes) func slowerStagesAreFound(_ change: Change) throws {
        let comparison = try BaselineComparison(of: change.report, with: SampleReport.make(), tolerance: 0.25)
        #expect(Set(comparison.slowerRows.map(\.row.stage)) == change.slower)
    }

    @Test func onlyRowsThatAreSlowTwiceAreSlower() throws {
        let report = SampleReport.make(Self.times(.encode, by: 3))
        let slow = try BaselineComparison(of: report, with: SampleReport.make(), tolerance: 0.25)
        let equal = try BaselineComparison(of: SampleReport.make(), with: SampleReport.make(), tolerance: 0.25)
        #expect(slow.slowerRows.count == 2)
        #expect(slow.confirmed(by: slow).slowerRows.count == 2)
        #expect(slow.confirmed(by: equal).slowerRows.isEmpty && equal.confirmed(by: slow).slowerRows.isEmpty)
    }

    @Test func unrepeatedRowsAreCounted() throws {
        var report = SampleReport.make()
        report.rows.removeAll { $0.stage == .encode }
        let comparison = try BaselineComparison(of: report, with: SampleReport.make(), tolerance: 0.25)
        #expect(comparison.missing == 2 && comparison.slowerRows.isEmpty)
    }

    @Test func otherSourcesCannotBeCompared() throws {
        var report = SampleReport.make()
        for index in report.rows.indices { report.rows[index].source = "other.mp4" }
        let failure = try #require(throws: Failure.self) {
            try BaselineComparison(of: report, with: SampleReport.make(), tolerance: 0.25)
        }
        #expect(failure.category == .badData)
    }
}
