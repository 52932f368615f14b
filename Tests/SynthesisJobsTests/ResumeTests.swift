import FaceMaskCore
import Foundation
import TestSupport
import Testing

@testable import FaceMaskSynthesisJobs

/// What a resumed synthesis finds in its output folder.
@Suite(.serialized) struct ResumeTests {
    /// A finished synthesis of one portrait, which several tests begin with.
    private static let finished = Task {
        let studio = try Studio()
        try studio.addPortrait("in/a.jpg")
        _ = try await studio.job().run { _ in }
        return studio
    }

    /// Something that may happen to an output folder.
    struct Damage: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let apply: @Sendable (Studio, String) throws -> Void

        init(_ reason: String, _ apply: @escaping @Sendable (Studio, String) throws -> Void) {
            (testDescription, self.apply) = (reason, apply)
        }

        /// Replaces the matches of a pattern in the records.
        init(_ reason: String, replacing pattern: String, with text: String) {
            self.init(reason) { studio, folder in
                let records = String(decoding: try studio.read(folder + "/records.jsonl"), as: UTF8.self)
                let damaged = records.replacing(try Regex(pattern), with: text)
                #expect(damaged != records)
                try studio.write(damaged.utf8, as: folder + "/records.jsonl")
            }
        }
    }

    static let damages = [
        Damage("a missing picture") { try $0.remove($1 + "/with_mask/a.jpg") },
        Damage("a picture that was cut short") { studio, folder in
            let file = folder + "/with_mask/a.jpg"
            try studio.write(try studio.read(file).prefix(900), as: file)
        },
        Damage("a box of one list", replacing: #""box":\[[^\]]*\]"#, with: #""box":[[1]]"#),
        Damage("a box of one number", replacing: #""box":\[[^\]]*\]"#, with: #""box":[5]"#),
        Damage("a path out of the folder", replacing: #""file":"[^"]*""#, with: #""file":"../../x.jpg""#),
        Damage("a kill within a record") { studio, folder in
            try studio.write(try studio.read(folder + "/records.jsonl").prefix(50), as: folder + "/records.jsonl")
        },
        Damage("a kill before the annotations") { try $0.remove($1 + "/annotations.json") },
    ]

    @Test(arguments: damages) func damagedPicturesAreRecreated(damage: Damage) async throws {
        let studio = try await Self.finished.value
        let folder = "out-\(UUID().uuidString)"
        try FileManager.default.copyItem(at: studio.url("out"), to: studio.url(folder))
        try damage.apply(studio, folder)
        _ = try await studio.job(to: folder, resumes: true).run { _ in }
        #expect(try studio.contents(folder) == studio.contents())
    }

    @Test func anotherPhotoOfTheSameNameIsAnotherPhoto() async throws {
        let studio = try Studio()
        try studio.addPortrait("in/a.jpg")
        try studio.addPortrait("elsewhere/a.jpg")
        _ = try await studio.job().run { _ in }
        let first = try studio.contents()["with_mask/a.jpg"]
        _ = try await studio.job(of: "elsewhere", resumes: true).run { _ in }
        let records = try studio.records()
        #expect(records.map(\.source) == [studio.path("in/a.jpg"), studio.path("elsewhere/a.jpg")])
        #expect(Set(records.map(\.name)).count == 2)
        #expect(try studio.contents()["with_mask/a.jpg"] == first)
        let annotations = try JSONSerialization.jsonObject(with: try studio.read("out/annotations.json"))
        #expect((annotations as? [String: [Any]])?["images"]?.count == 2, "all that is in the folder is annotated")
    }

    @Test func picturesOfAChangedPhotoAreRecreated() async throws {
        let studio = try Studio()
        try studio.addPortrait("in/a.jpg")
        try studio.addPortrait("in/b.jpg")
        _ = try await studio.job().run { _ in }
        let before = try studio.contents()
        // A byte at the end of a JPEG file changes no pixel, which is known only after reading it.
        try studio.write(try studio.read("in/a.jpg") + [0], as: "in/a.jpg")
        _ = try await studio.job(resumes: true).run { _ in }
        let after = try studio.contents()
        #expect(after["with_mask/a.jpg"] == before["with_mask/a.jpg"])
        #expect(after["records.jsonl"] != before["records.jsonl"])
        #expect(try studio.records().map(\.name) == ["a", "b"], "one line for each, in order")
    }

    @Test func furtherPhotosDoNotChangeOthers() async throws {
        let studio = try Studio()
        for name in ["丁", "x-v2"] { try studio.addPortrait("in/\(name).jpg") }
        _ = try await studio.job(variants: 2).run { _ in }
        let before = try studio.contents()
        for name in ["一", "x"] { try studio.addPortrait("in/\(name).jpg") }
        _ = try await studio.job(resumes: true, variants: 2).run { _ in }
        let after = try studio.contents()
        for (name, data) in before where name.hasPrefix("with_mask/") { #expect(after[name] == data, "\(name)") }
        #expect(after.keys.count { $0.hasPrefix("with_mask/") } == 8)
    }

    @Test func stepsCanBeAddedLater() async throws {
        let studio = try Studio()
        try studio.addPortrait("in/a.jpg")
        _ = try await studio.job().run { _ in }
        let before = try studio.contents()
        var job = studio.job(resumes: true)
        job.explains = true
        #expect(try await job.run { _ in }.newRecordCount == 1)
        var after = try studio.contents()
        let steps = after.keys.filter { $0.hasPrefix("explained/") }
        #expect(steps.count == 6)
        for step in steps { after[step] = nil }
        #expect(after == before)
        let again = try await job.run { _ in }
        #expect(again.newRecordCount == 0 && again.records.count == 1, "everything is there already")
    }

    @Test func unreadableRecordsAreAnError() async throws {
        let studio = try Studio()
        try studio.addPortrait("in/a.jpg")
        _ = try await studio.job().run { _ in }
        try studio.remove("out/records.jsonl")
        try FileManager.default.createDirectory(at: studio.url("out/records.jsonl"), withIntermediateDirectories: true)
        let job = studio.job(resumes: true)
        await #expect { _ = try await job.run { _ in } } throws: { error in
            let failure = Failure(error)
            return failure.sentence.contains("records.jsonl") && [.inputOutput, .noInput].contains(failure.category)
        }
    }

    @Test func aCancelledSynthesisCanBeResumed() async throws {
        let studio = try Studio()
        for number in 0..<6 { try studio.addPortrait("in/\(number).jpg") }
        var job = studio.job()
        job.threads = 1
        let started = job
        let result = try await Task { try await started.run(report: cancelling(after: 1)) }.value
        #expect(!result.isComplete && (1..<6).contains(result.records.count) && result.wantedCount == 6)
        let contents = try studio.contents()
        for record in try studio.records() {
            #expect(record.file.flatMap { contents[$0] }?.count == record.fileSize, "what has a record is whole")
        }
        job.isResumed = true
        let resumed = try await job.run { _ in }
        #expect(resumed.isComplete && resumed.newRecordCount == 6 - result.records.count)
        #expect(try studio.records().count == 6)
    }
}
