#if Training
import FaceMaskCore
import FaceMaskMedia
import FaceMaskModelFiles
import FaceMaskTraining
import Foundation
import TestSupport
import Testing

/// Trainings of a face detector on one picture: they learn next to nothing, but write the usual files.
struct DetectorTrainingTests {
    private let folder: TemporaryFolder
    private var output: URL { folder.url.appending(path: "out", directoryHint: .isDirectory) }

    init() throws {
        folder = try TemporaryFolder()
        let pictures = folder.url.appending(path: "images")
        try FileManager.default.createDirectory(at: pictures, withIntermediateDirectories: true)
        try PictureWriter().write(
            Pattern.picture(width: 160, height: 120, seed: 1, cell: 6), to: pictures.appending(path: "a.png"))
    }

    /// Scenes of a picture with one face, and of one that is missing.
    private func scenes(_ names: [String] = ["a.png", "missing.png"]) throws -> URL {
        let images = names.enumerated().map { #"{"id":\#($0.offset),"file_name":"\#($0.element)"}"# }
        let faces = names.indices.map { number in
            """
            {"image_id":\(number),"category_id":1,"bbox":[40,30,50,60],"keypoints":[50,50,2,75,50,2,62,65,2,52,75,2,72,75,2]}
            """
        }
        let json = """
            {"categories":[{"id":1,"name":"without_mask"}],"images":[\(images.joined(separator: ","))],
             "annotations":[\(faces.joined(separator: ","))]}
            """
        return try folder.file("scenes.json", Array(json.utf8))
    }

    private func job(epochs: Int = 1, resumes: Bool = false, _ scenes: URL, backbone: URL? = nil) -> DetectorTrainingJob
    {
        var recipe = DetectorRecipe(epochs: epochs)
        (recipe.drawsPerEpoch, recipe.inputSide) = (16, 64)
        return DetectorTrainingJob(
            dataset: scenes, checks: scenes, output: output, recipe: recipe, backbone: backbone, resumes: resumes)
    }

    @Test func trainsADetectorAndResumesFromItsCheckpoint() async throws {
        let scenes = try scenes(["a.png"])
        let first = try await job(scenes).run(report: { _ in })
        let promised: Set = [
            "model.onnx", "checked.onnx", "history.csv", "configuration.json", "inputs.jpg", "checkpoint",
        ]
        #expect(try Set(FileManager.default.contentsOfDirectory(atPath: output.path)) == promised)
        #expect(first.history.epochs.count == 1)
        let more = try await job(epochs: 2, resumes: true, scenes).run(report: { _ in })
        #expect(more.history.epochs.count == 2 && more.history.epochs[0] == first.history.epochs[0])
        let manifest = try ModelFile.detectorManifest(of: more.model)
        #expect(manifest.training.recipe == "face-detector" && manifest.metrics["score_slope"] != nil)
    }

    @Test func missingPicturesCannotValidate() async throws {
        await #expect(throws: MediaError.self) { try await job(scenes()).run(report: { _ in }) }
        #expect(!FileManager.default.fileExists(atPath: output.appending(path: "model.onnx").path))
    }

    @Test func aDatasetOfMissingPicturesIsReported() async throws {
        let failure = try await #require(throws: Failure.self) {
            try await job(scenes(["missing.png"])).run(report: { _ in })
        }
        #expect(failure.category == .badData)
        #expect(!FileManager.default.fileExists(atPath: output.path), "no empty folder is left")
    }
}
#endif
