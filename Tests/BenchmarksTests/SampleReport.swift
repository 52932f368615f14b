@testable import FaceMaskBenchmarks

/// Reports with chosen figures.
enum SampleReport {
    typealias Times = [BenchmarkReport.Stage: Double]
    static let usual: Times = [.decode: 2, .resize: 1, .detect: 40, .draw: 3, .encode: 6, .whole: 45]

    /// Each time is in milliseconds on one thread, half of it on two; `spread` and `bound` are shares of it.
    static func make(_ times: Times = usual, spread: Double = 0.02, bound: Double = 0.5) -> BenchmarkReport {
        var report = BenchmarkReport(
            machine: .init(processor: "P", cores: 2, facemask: "1", openvino: "2", ffmpeg: "3"))
        report.pictures = [.init(source: "p.jpg", width: 1000, height: 600, faces: 1)]
        for threads in [1, 2] {
            for (stage, time) in times.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                report.rows.append(row(stage, time / Double(threads), threads, spread: spread, bound: bound))
            }
            var classification = row(.classify, 1.8 / Double(threads), threads, spread: spread, bound: bound)
            (classification.faces, classification.unit) = (10, .face)
            report.rows.append(classification)
        }
        return report
    }

    private static func row(
        _ stage: BenchmarkReport.Stage, _ time: Double, _ threads: Int, spread: Double, bound: Double
    ) -> BenchmarkReport.Row {
        let milliseconds = Quartiles(median: time, lower: time * (1 - spread), upper: time * (1 + spread), rounds: 5)
        // The bound doesn't depend on how long the stage takes.
        let least = usual[stage, default: 1.8] / Double(threads) * bound
        return .init(
            stage: stage, threads: threads, milliseconds: milliseconds, processorMilliseconds: time,
            bound: .init(kind: .memory, milliseconds: least, share: least / time))
    }

    static func summary(decoding: Double, networks: Double, processor: Double, whole: Double) -> VideoSummary {
        VideoSummary(
            clip: .init(
                source: "v.mp4", size: (8, 8), frames: 100, seconds: 40, analyzedFrames: 30, facesPerFrame: 3),
            threads: 2,
            alone: .init(
                decoding: decoding, detection: networks * 0.75, classification: networks * 0.25, following: 0,
                processor: processor),
            whole: Quartiles(median: whole, lower: whole, upper: whole, rounds: 1), wholeProcessor: 2 * whole)
    }
}
