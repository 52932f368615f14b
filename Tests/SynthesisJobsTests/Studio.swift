import FaceMaskCore
import FaceMaskMedia
import FaceMaskSynthesis
import Foundation
import TestSupport

@testable import FaceMaskSynthesisJobs

/// A temporary folder with photos, and syntheses of them.
final class Studio: Sendable {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    func path(_ name: String) -> String { url(name).path(percentEncoded: false) }
    func url(_ name: String) -> URL { folder.url.appending(path: name) }

    /// Writes a portrait with one bare face, small because code without optimization is slow.
    func addPortrait(_ name: String) throws { try write(try Self.portrait.get(), as: name) }

    func write(_ bytes: some Sequence<UInt8>, as name: String) throws {
        let place = url(name)
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: place)
    }

    func read(_ name: String) throws -> Data { try Data(contentsOf: url(name)) }
    func remove(_ name: String) throws { try FileManager.default.removeItem(at: url(name)) }

    /// A job that lays a surgical mask, rightly worn, on each photo of a folder.
    func job(
        of source: String = "in", to output: String = "out", resumes: Bool = false, variants: Int = 1,
        choice: SynthesisRecipe.Choice? = nil
    ) -> SynthesisJob {
        let choice = choice ?? .masks(.surgical)
        let settings = SynthesisSettings(
            seed: 1, variants: variants, layout: .both, choice: choice, rule: LabelRule(uncovered: .wornIncorrectly),
            faces: BareFaceLimits(minimumSide: 40, maximumTurn: 65, includesMasked: false))
        var job = SynthesisJob(sources: [path(source)], output: path(output), settings: settings)
        job.isResumed = resumes
        return job
    }

    /// All files below a folder with their contents, by their paths below it.
    func contents(_ folder: String = "out") throws -> [String: Data] {
        var contents: [String: Data] = [:]
        let names = FileManager.default.enumerator(atPath: path(folder))?.compactMap { $0 as? String } ?? []
        for name in names {
            let file = url(folder).appending(path: name)
            if try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
                contents[name] = try Data(contentsOf: file)
            }
        }
        return contents
    }

    func records(_ folder: String = "out") throws -> [SynthesisRecord] {
        try read(folder + "/records.jsonl").split(separator: UInt8(ascii: "\n")).map {
            try JSONDecoder().decode(SynthesisRecord.self, from: $0)
        }
    }

    private static let portrait = Result {
        let photo = try PictureReader().read(PackageFiles.installed("samples/grace_hopper.jpg"))
        let small = photo.resized(width: photo.width * 2 / 5, height: photo.height * 2 / 5)
        return try PictureWriter().bytes(of: small, fileExtension: "jpg", named: "portrait")
    }
}

extension SynthesisRecipe.Choice {
    /// Masks of one kind, rightly worn.
    static func masks(_ kind: MaskKind, pattern: Fabric.Pattern? = nil) -> SynthesisRecipe.Choice {
        SynthesisRecipe.Choice(
            kinds: [kind], ways: [.correct], occluders: Occluder.allCases, pattern: pattern, occluderShare: 0,
            correctShare: 0.6
        ).possible
    }
}
