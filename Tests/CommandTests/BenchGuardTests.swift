import FaceMaskCore
import ArgumentParser
import Testing

@testable import facemask

@Suite struct BenchGuardTests {
    struct Change: Sendable, CustomTestStringConvertible {
        let reason: String
        let now: BenchReport
        /// Stages that are told to be slower.
        let slower: Set<BenchReport.Stage>

        var testDescription: String { reason }
    }

    private static func times(_ stage: BenchReport.Stage, by factor: Double) -> MadeUp.Times {
        var times = MadeUp.usual
        times[stage, default: 0] *= factor
        return times
    }

    /// A machine on which everything takes so many times as long, bounds too.
    private static func machine(_ factor: Double) -> BenchReport {
        var report = MadeUp.report()
        for index in report.rows.indices {
            report.rows[index].milliseconds = report.rows[index].milliseconds.scaled(by: factor)
            report.rows[index].bound?.milliseconds *= factor
        }
        return report
    }

    /// Everything takes longer, but not its bound.
    private static func careless(_ factor: Double) -> BenchReport {
        var report = machine(factor)
        for index in report.rows.indices {
            report.rows[index].bound?.milliseconds /= factor
            report.rows[index].bound?.share /= factor
        }
        return report
    }

    static let changes: [Change] = [
        Change(reason: "nothing changed", now: MadeUp.report(), slower: []),
        Change(reason: "a machine of half the speed", now: machine(2), slower: []),
        Change(reason: "a machine of twice the speed", now: machine(0.5), slower: []),
        Change(
            reason: "one stage takes half as long again", now: MadeUp.report(times(.draw, by: 1.5)), slower: [.draw]),
        Change(reason: "within the tolerance", now: MadeUp.report(times(.draw, by: 1.2)), slower: []),
        Change(
            reason: "one stage was made quick: the others are not slower", now: MadeUp.report(times(.detect, by: 0.2)),
            slower: []),
        Change(
            reason: "noise: the quartiles touch", now: MadeUp.report(times(.draw, by: 1.5), spread: 0.4), slower: []),
        Change(
            reason: "everything is slow beside its bound, as without optimisation", now: careless(3),
            slower: Set(MadeUp.usual.keys).union([.classify])),
    ]

    @Test(arguments: changes) func slowerStagesAreTold(_ change: Change) throws {
        let comparison = try BenchGuard(change.now, against: MadeUp.report(), tolerance: 0.25)
        #expect(Set(comparison.slower.map(\.row.stage)) == change.slower)
        #expect((comparison.regression == nil) == change.slower.isEmpty)
        #expect(comparison.text.contains("slower: ") != change.slower.isEmpty)
    }

    @Test func failureNamesStageAndCode() throws {
        let now = MadeUp.report(Self.times(.encode, by: 3))
        let first = try BenchGuard(now, against: MadeUp.report(), tolerance: 0.25)
        let regression = try #require(first.regression)
        // What is slower twice is slower; once, it is not.
        #expect(first.confirmed(by: first).regression != nil)
        let calm = try BenchGuard(MadeUp.report(), against: MadeUp.report(), tolerance: 0.25)
        #expect(first.confirmed(by: calm).regression == nil && calm.confirmed(by: first).regression == nil)
        #expect(
            regression
                == "Slower than the baseline by more than 25 %, beside the other stages or its bound: "
                + "picture: encode (1 thread), picture: encode (2 threads).")
    }

    @Test func rowsThatAreGoneAreTold() throws {
        var now = MadeUp.report()
        now.rows.removeAll { $0.stage == .encode }
        let comparison = try BenchGuard(now, against: MadeUp.report(), tolerance: 0.25)
        #expect(comparison.missing == 2 && comparison.regression == nil)
        #expect(comparison.text.hasSuffix("2 rows of the baseline were not measured now.\n"))
    }

    @Test func otherSourcesCannotBeCompared() throws {
        var now = MadeUp.report()
        for index in now.rows.indices { now.rows[index].source = "other.mp4" }
        let failure = try #require(throws: Failure.self) {
            try BenchGuard(now, against: MadeUp.report(), tolerance: 0.25)
        }
        #expect(failure.exitCode.rawValue == 65)
    }
}
