#if Training
import FaceMaskCore
import FaceMaskMedia
import FaceMaskModelFiles
import FaceMaskTraining
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import FaceMask

/// Trainings by the original program's recipe on ten pictures.
struct SeedTrainingTests {
    private let folder: TemporaryFolder
    private var output: URL { folder.url.appending(path: "out", directoryHint: .isDirectory) }

    init() throws {
        folder = try TemporaryFolder()
        for number in 0..<10 {
            let state = number.isMultiple(of: 2) ? "with_mask" : "without_mask"
            let place = folder.url.appending(path: "photos/\(state)")
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            let picture = Pattern.picture(width: 48, height: 48, seed: UInt32(number), cell: 8)
            try PictureWriter().write(picture, to: place.appending(path: "\(number).png"))
        }
    }

    @Test(arguments: [false, true])
    func theReportDescribesTheModel(isGrouped: Bool) async throws {
        try Data("no picture".utf8).write(to: folder.url.appending(path: "photos/with_mask/damaged.png"))
        var recipe = SeedRecipe(epochs: 1, batchSize: 4, isGrouped: isGrouped)
        recipe.inputSide = 64
        let failures = Mutex<[String]>([])
        let job = SeedTrainingJob(
            dataset: folder.url.appending(path: "photos"), output: output, recipe: recipe,
            backbone: try ModelLocator.defaultClassifier())
        let result = try await job.run(report: { update in
            if case .job(.failure(let failure)) = update { failures.withLock { $0.append(failure.sentence) } }
        })
        let skipped = failures.withLock(\.self)
        #expect(skipped.count == 1 && skipped[0].contains("damaged.png"))
        #expect(result.reportedPart == .validation && result.report.support == 2)
        #expect(try ModelFile.manifest(of: result.model).training.recipe == "seed")
        let names = try FileManager.default.contentsOfDirectory(atPath: output.path)
        #expect(Set(names) == Set(result.files + ["checkpoint"]))
    }
}
#endif
