import FaceMaskCore
import FaceMaskDatasets
import Foundation
import TestSupport
import Testing

@testable import FaceMaskDatasetTools

@Suite(.serialized) struct CropPreparationTests {
    /// The portrait in two classes, and a file that isn't a picture.
    private static func dataset() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let portrait = try Data(contentsOf: PackageFiles.installed("samples/astronaut.png"))
        for name in ["with_mask", "without_mask"] {
            let place = folder.url.appending(path: "set/" + name)
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            try portrait.write(to: place.appending(path: "a.png"))
        }
        try Data().write(to: folder.url.appending(path: "set/with_mask/b.jpg"))
        return folder
    }

    private static func preparation(of folder: TemporaryFolder) -> CropPreparation {
        CropPreparation(
            sources: [folder.url.appending(path: "set").path(percentEncoded: false)],
            output: folder.url.appending(path: "crops").path(percentEncoded: false))
    }

    @Test func facesBecomeACropSet() async throws {
        let folder = try Self.dataset()
        let log = UpdateLog()
        let result = try await Self.preparation(of: folder).run(report: log.receiver)
        let crops = try CropSet(contentsOf: folder.url.appending(path: "crops")).crops
        #expect(crops.map(\.file) == ["with_mask/set-a-1.jpg", "without_mask/set-a~2-1.jpg"])
        #expect(Set(crops.map(\.group)).count == 1, "copies of one photo are one group")
        #expect(result.firstFailure?.category == .badData, "one file is no picture")
        #expect(log.progress == [3, 3])
        let summary = folder.url.appending(path: "crops/summary.txt")
        #expect(try String(contentsOf: summary, encoding: .utf8) == result.summary)
    }

    @Test func decisionsExcludeAndRelabel() async throws {
        let folder = try Self.dataset()
        let exclusions = try folder.file("exclude", "set/with_mask/a.png no mask\nset/gone.jpg gone\n".utf8)
        let relabellings = try folder.file("relabel", "set/without_mask/a.png mask_worn_incorrectly nose\n".utf8)
        var preparation = Self.preparation(of: folder)
        preparation.decisions = try CropDecisions(exclusions: [exclusions.path], relabellings: [relabellings.path])
        let result = try await preparation.run { _ in }
        let crops = try CropSet(contentsOf: folder.url.appending(path: "crops")).crops
        #expect(crops.map(\.state) == [.wornIncorrectly])
        #expect(result.unusedDecisions == ["set/gone.jpg"])
    }

    @Test func aCancelledPreparationLeavesNothing() async throws {
        let folder = try Self.dataset()
        let before = try folder.names
        let preparation = Self.preparation(of: folder)
        let task = Task { try await preparation.run(report: cancelling(after: 1)) }
        await #expect(throws: CancellationError.self) { _ = try await task.value }
        #expect(try folder.names == before)
    }
}

@Suite struct LabelledPhotosTests {
    @Test func cropsHaveUniqueNames() throws {
        let folder = try TemporaryFolder()
        let names = [
            "with_mask/a.png", "with_mask/A.jpg", "with_mask/a b.png", "with_mask/a_b.png", "without_mask/a.png",
        ]
        for name in names {
            let place = folder.url.appending(path: name)
            try FileManager.default.createDirectory(
                at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data().write(to: place)
        }
        let path = folder.url.path(percentEncoded: false)
        let photos = try LabelledPhotos([path, path], rule: .name)
        #expect(photos.all.count == names.count, "a photo that two sources contain is used once")
        #expect(Set(photos.all.map { $0.stem.lowercased() }).count == names.count)
        #expect(photos.notes.count == 1)
    }
}

@Suite(.serialized) struct DatasetInspectionTests {
    @Test func lookAlikesWithDifferentLabelsAreFound() async throws {
        let folder = try TemporaryFolder()
        let portrait = try Data(contentsOf: PackageFiles.installed("samples/astronaut.png"))
        for name in ["with_mask", "without_mask"] {
            try FileManager.default.createDirectory(
                at: folder.url.appending(path: name), withIntermediateDirectories: true)
            try portrait.write(to: folder.url.appending(path: name + "/a.png"))
        }
        try Data().write(to: folder.url.appending(path: "with_mask/b.png"))
        let inspection = DatasetInspection(dataset: folder.url.path(percentEncoded: false), predictions: nil)
        let findings = try await inspection.run { _ in }
        #expect(findings.mixed == [[0, 2]] && findings.unreadable == [1])
        let page = InspectionPage(dataset: "<set>", findings: findings, summary: "1 & 2", limit: 10).html
        #expect(page.contains("&lt;set&gt;") && page.contains("1 &amp; 2") && page.contains("data:image/jpeg;base64,"))
        #expect(!page.contains("<script"))
    }
}
