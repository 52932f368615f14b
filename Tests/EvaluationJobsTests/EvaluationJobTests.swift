import FaceMask
import FaceMaskCore
import Foundation
import TestSupport
import Testing

@testable import FaceMaskEvaluationJobs

@Suite(.serialized) struct EvaluationJobTests {
    /// A crop set of six copies of a bare portrait, of which the first is labelled as masked.
    private static func cropSet() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let portrait = try Data(contentsOf: PackageFiles.installed("samples/astronaut.png"))
        let lines = try (0..<6).map { number in
            _ = try folder.file("\(number).png", portrait)
            let state = number == 0 ? "with_mask" : "without_mask"
            return """
                {"file":"\(number).png","state":"\(state)","source":"s/<b>\(number).png","origin":"s/x",\
                "group":\(number),"hash":"0","box":[170,50,285,205],"box_kind":"detected","face_side":115,\
                "landmarks":[[205,110],[250,110],[228,138],[208,158],[248,158]]}
                """
        }
        _ = try folder.file("crops.jsonl", lines.joined(separator: "\n").utf8)
        return folder
    }

    @Test func givesNumbersToPrograms() async throws {
        let folder = try Self.cropSet()
        let result = try await EvaluationJob(dataset: folder.url).run()
        let report = result.models[0].evaluation.report
        #expect(report.support == 6 && report.confusion.correct == 5)
        #expect(result.failures.isEmpty && result.comparison == nil)
    }

    @Test func twoModelsAreComparedInEveryForm() async throws {
        let folder = try Self.cropSet()
        var job = EvaluationJob(dataset: folder.url.path(percentEncoded: false))
        let model = try ModelLocator.defaultClassifier().path(percentEncoded: false)
        (job.model, job.comparedModel) = (model, model)
        let log = UpdateLog()
        let result = try await job.run(report: log.receiver)
        #expect(log.progress == [6, 6] && log.sentences.isEmpty)
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(try result.json().utf8)) as? [String: Any])
        #expect(object.keys.sorted() == ["comparison", "dataset", "models", "seconds"])
        let dataset = try #require(object["dataset"] as? [String: Any])
        #expect(dataset["faces"] as? Int == 6 && dataset["kind"] as? String == "crop_set")
        let models = try #require(object["models"] as? [[String: Any]])
        #expect(models.count == 2 && models[0].keys.sorted() == ["evaluation", "model", "worst"])
        let worst = try #require(models[0]["worst"] as? [[String: Any]])
        #expect(worst.count == 1 && worst.first?["file"] as? String == "0.png")
        let comparison = try #require(object["comparison"] as? [String: Any])
        #expect(comparison["both_right"] as? Int == 5 && comparison["p_value"] as? Double == 1)
        checkPage(try EvaluationPage(result).html())
        let rows = EvaluationPredictions(result).csv.split(separator: "\r\n").map { $0.split(separator: ",").count }
        #expect(rows.count == 7 && Set(rows).count == 1)
    }

    /// Nothing runs, nothing is fetched, and names from the data are text.
    private func checkPage(_ page: String) {
        for word in ["<script", "http:", "https:", "src=\"/", "<b>0.png"] { #expect(!page.contains(word), "\(word)") }
        #expect(page.contains("data:image/svg+xml;base64,") && page.contains("data:image/jpeg;base64,"))
        #expect(page.contains("prefers-color-scheme: dark"))
    }

    @Test func unreadableFilesAreFailuresInAdditionToTheResult() async throws {
        let folder = try Self.cropSet()
        try FileManager.default.removeItem(at: folder.url.appending(path: "3.png"))
        let log = UpdateLog()
        let job = EvaluationJob(dataset: folder.url.path(percentEncoded: false))
        let result = try await job.run(report: log.receiver)
        #expect(result.models[0].evaluation.report.support == 5)
        #expect(result.failures.map(\.category) == [.noInput])
        #expect(log.sentences == result.failures.map(\.description))
    }

    @Test func theFirstFailureIsThrownIfNothingRemains() async throws {
        let folder = try Self.cropSet()
        for name in try folder.names where name != "crops.jsonl" {
            try FileManager.default.removeItem(at: folder.url.appending(path: name))
        }
        let job = EvaluationJob(dataset: folder.url)
        await #expect { _ = try await job.run() } throws: { ($0 as? Failure)?.sentence.contains("0.png") == true }
    }

    @Test func aCancelledEvaluationHasNoResult() async throws {
        let folder = try Self.cropSet()
        let job = EvaluationJob(dataset: folder.url)
        let task = Task { try await job.run(report: cancelling(after: 0)) }
        await #expect(throws: CancellationError.self) { _ = try await task.value }
    }
}
