import FaceMaskCore
import ArgumentParser
import Foundation
import Testing

@testable import facemask

@Suite struct BenchTests {
    struct Quartiles: Sendable {
        let samples: [Double]
        let expected: [Double]
        let reason: String
    }

    @Test(arguments: [
        Quartiles(samples: [5], expected: [5, 5, 5], reason: "one is all there is"),
        Quartiles(samples: [4, 2], expected: [2.5, 3, 3.5], reason: "between two"),
        Quartiles(samples: [5, 1, 4, 2, 3], expected: [2, 3, 4], reason: "order doesn't matter"),
        Quartiles(samples: [1, 1, 1, 100], expected: [1, 1, 25.75], reason: "one interruption moves no median"),
    ])
    func spreadHasTheQuartiles(_ row: Quartiles) throws {
        let spread = try #require(Spread(row.samples))
        #expect([spread.lower, spread.median, spread.upper] == row.expected, "\(row.reason)")
        #expect(spread.rounds == row.samples.count)
    }

    @Test func nothingHasNoSpread() { #expect(Spread([]) == nil) }

    @Test func reportSurvivesItsFile() throws {
        var report = MadeUp.report()
        report.videos = [MadeUp.summary(decoding: 1, networks: 2, processor: 3, whole: 4)]
        let text = try report.json()
        let again = try BenchReport(json: text, path: "r.json")
        #expect(try again.json() == text)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(object.keys.sorted() == ["form", "machine", "peaks", "pictures", "rows", "seconds", "videos"])
    }

    @Test(arguments: [
        ("{}", "is no report"), ("[1]", "is no report"), ("hello", "is no report"), (#"{"form":7}"#, "has form 7"),
        (#"{"form":1}"#, "cut short"), (#"{"form":1,"rows":3}"#, "cut short"),
    ])
    func otherFilesAreRefused(text: String, words: String) throws {
        let failure = try #require(throws: Failure.self) { try BenchReport(json: text, path: "b.json") }
        #expect(failure.sentence.contains(words) && failure.sentence.contains("'b.json'"))
        #expect(failure.exitCode.rawValue == 65)
    }

    @Test func textNamesEveryStage() {
        let text = MadeUp.report().text
        for word in ["decode", "detect", "classify, 10 faces", "whole", "of bound", "1 thread", "2 threads"] {
            #expect(text.contains(word), "\(word)")
        }
    }

    struct Slowest: Sendable {
        let decoding: Double
        let networks: Double
        let processor: Double
        let expected: VideoSummary.Resource
        let share: Double
        let reason: String
    }

    @Test(arguments: [
        Slowest(
            decoding: 1, networks: 6, processor: 8, expected: .networks, share: 0.75, reason: "looks follow each other"),
        Slowest(
            decoding: 1, networks: 3, processor: 14, expected: .processor, share: 0.875, reason: "all cores are busy"),
        Slowest(decoding: 7, networks: 3, processor: 8, expected: .decoding, share: 0.875, reason: "a large video"),
    ])
    func slowestResourceIsNamed(_ row: Slowest) {
        let summary = MadeUp.summary(
            decoding: row.decoding, networks: row.networks, processor: row.processor, whole: 8)
        #expect(summary.slowest == row.expected, "\(row.reason)")
        #expect(summary.shareOfSlowest == row.share)
        #expect(summary.shareOfProcessor == row.processor / 2 / 8)
        #expect(summary.timesRealTime == 5)
    }
}

/// Reports that nobody measured.
enum MadeUp {
    typealias Times = [BenchReport.Stage: Double]
    static let usual: Times = [.decode: 2, .resize: 1, .detect: 40, .draw: 3, .encode: 6, .whole: 45]

    /// Milliseconds on one thread, half of it on two; the spread is a share of them.
    static func report(_ times: Times = usual, spread: Double = 0.02, bound: Double = 0.5) -> BenchReport {
        var report = BenchReport(
            machine: .init(processor: "P", cores: 2, facemask: "1", openvino: "2", ffmpeg: "3"))
        report.pictures = [.init(source: "p.jpg", width: 1000, height: 600, faces: 1)]
        for threads in [1, 2] {
            for (stage, time) in times.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                report.rows.append(row(stage, time / Double(threads), threads, spread: spread, bound: bound))
            }
            var faces = row(.classify, 1.8 / Double(threads), threads, spread: spread, bound: bound)
            (faces.faces, faces.unit) = (10, .face)
            report.rows.append(faces)
        }
        return report
    }

    private static func row(
        _ stage: BenchReport.Stage, _ time: Double, _ threads: Int, spread: Double, bound: Double
    ) -> BenchReport.Row {
        let milliseconds = Spread(median: time, lower: time * (1 - spread), upper: time * (1 + spread), rounds: 5)
        // Bounds are what they are, however long the stage takes.
        let least = usual[stage, default: 1.8] / Double(threads) * bound
        return .init(
            medium: .picture, stage: stage, threads: threads, unit: .picture, milliseconds: milliseconds,
            processorMilliseconds: time, bound: .init(kind: .memory, milliseconds: least, share: least / time))
    }

    static func summary(decoding: Double, networks: Double, processor: Double, whole: Double) -> VideoSummary {
        VideoSummary(
            clip: .init(source: "v.mp4", width: 8, height: 8, frames: 100, seconds: 40, looks: 30, facesALook: 3),
            threads: 2,
            alone: .init(
                decoding: decoding, detection: networks * 0.75, classification: networks * 0.25, following: 0,
                processor: processor),
            whole: Spread(median: whole, lower: whole, upper: whole, rounds: 1), wholeProcessor: 2 * whole)
    }
}
