import FaceMaskBenchmarks
import Testing

@testable import facemask

@Suite struct BenchTextTests {
    /// A report of two stages, on one thread and on two.
    private static func report(drawing: Double = 3) -> BenchmarkReport {
        var report = BenchmarkReport(
            machine: .init(processor: "P", cores: 2, facemask: "1", openvino: "2", ffmpeg: "3"))
        report.pictures = [.init(source: "p.jpg", width: 1000, height: 600, faces: 1)]
        for threads in [1, 2] {
            report.rows += [
                row(.decode, 2, threads), row(.detect, 40, threads), row(.draw, drawing, threads),
                row(.classify, 18, threads, faces: 10),
            ]
        }
        return report
    }

    private static func row(
        _ stage: BenchmarkReport.Stage, _ time: Double, _ threads: Int, faces: Int? = nil
    ) -> BenchmarkReport.Row {
        var row = BenchmarkReport.Row(
            stage: stage, threads: threads,
            milliseconds: Quartiles(median: time, lower: time * 0.98, upper: time * 1.02, rounds: 5),
            processorMilliseconds: time, bound: .init(kind: .memory, milliseconds: 1, share: 1 / time))
        row.faces = faces
        return row
    }

    @Test func theTableNamesEveryStage() {
        let text = Self.report().text
        for word in ["decode", "detect", "classify, 10 faces", "draw", "of bound", "1 thread", "2 threads"] {
            #expect(text.contains(word), "\(word)")
        }
    }

    @Test func aRegressionNamesItsStages() throws {
        let comparison = try BaselineComparison(of: Self.report(drawing: 9), with: Self.report(), tolerance: 0.25)
        #expect(
            comparison.regression
                == "Slower than the baseline by more than 25 %, beside the other stages or its bound: "
                + "picture: draw (1 thread), picture: draw (2 threads).")
        #expect(comparison.text.contains("slower: picture: draw"))
    }

    @Test func withoutARegressionNothingIsSlower() throws {
        let comparison = try BaselineComparison(of: Self.report(), with: Self.report(), tolerance: 0.25)
        #expect(comparison.regression == nil && !comparison.text.contains("slower: "))
    }

    @Test func unrepeatedRowsAreMentioned() throws {
        var report = Self.report()
        report.rows.removeAll { $0.stage == .draw }
        let comparison = try BaselineComparison(of: report, with: Self.report(), tolerance: 0.25)
        #expect(comparison.text.hasSuffix("2 rows of the baseline were not measured now.\n"))
    }
}
