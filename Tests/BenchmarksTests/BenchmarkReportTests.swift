import FaceMaskCore
import Foundation
import Testing

@testable import FaceMaskBenchmarks

@Suite struct BenchmarkReportTests {
    @Test func aReportIsReadBackUnchanged() throws {
        var report = SampleReport.make()
        report.videos = [SampleReport.summary(decoding: 1, networks: 2, processor: 3, whole: 4)]
        let text = try report.json()
        let again = try BenchmarkReport(json: text, path: "r.json")
        #expect(try again.json() == text)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(object.keys.sorted() == ["form", "machine", "peaks", "pictures", "rows", "seconds", "videos"])
    }

    /// docs/output.md promises these keys to programs.
    @Test func aVideoHasTheDocumentedKeys() throws {
        var report = SampleReport.make()
        report.videos = [SampleReport.summary(decoding: 1, networks: 2, processor: 3, whole: 4)]
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(try report.json().utf8)) as? [String: Any])
        let video = try #require((object["videos"] as? [[String: Any]])?.first)
        #expect(
            video.keys.sorted() == [
                "clip", "seconds_alone", "share_of_processor", "share_of_slowest", "slowest", "threads",
                "times_real_time", "whole_processor_seconds", "whole_seconds",
            ])
        let clip = try #require(video["clip"] as? [String: Any])
        #expect(clip.keys.sorted() == ["faces_a_look", "frames", "height", "looks", "seconds", "source", "width"])
    }

    @Test(arguments: [
        ("{}", "is no report"), ("[1]", "is no report"), ("hello", "is no report"), (#"{"form":7}"#, "has form 7"),
        (#"{"form":1}"#, "cut short"), (#"{"form":1,"rows":3}"#, "cut short"),
    ])
    func otherFilesAreRefused(text: String, words: String) throws {
        let failure = try #require(throws: Failure.self) { try BenchmarkReport(json: text, path: "b.json") }
        #expect(failure.sentence.contains(words) && failure.sentence.contains("'b.json'"))
        #expect(failure.category == .badData)
    }

    struct Slowest: Sendable, CustomTestStringConvertible {
        let decoding: Double
        let networks: Double
        let processor: Double
        let expected: VideoSummary.Resource
        let share: Double
        let reason: String

        var testDescription: String { reason }
    }

    @Test(arguments: [
        Slowest(
            decoding: 1, networks: 6, processor: 8, expected: .networks, share: 0.75,
            reason: "the networks process one frame after the other"),
        Slowest(
            decoding: 1, networks: 3, processor: 14, expected: .processor, share: 0.875, reason: "all cores are busy"),
        Slowest(decoding: 7, networks: 3, processor: 8, expected: .decoding, share: 0.875, reason: "a large video"),
    ])
    func theSlowestResourceIsNamed(_ row: Slowest) {
        let summary = SampleReport.summary(
            decoding: row.decoding, networks: row.networks, processor: row.processor, whole: 8)
        #expect(summary.slowest == row.expected)
        #expect(summary.shareOfSlowest == row.share)
        #expect(summary.shareOfProcessor == row.processor / 2 / 8)
        #expect(summary.timesRealTime == 5)
    }
}
