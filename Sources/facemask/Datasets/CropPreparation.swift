import FaceMaskDatasets
import FaceMask
import Foundation
import FaceMaskInference

/// Cuts the faces out of datasets into a crop set: what `dataset prepare` does, and `train` where it is given photos.
struct CropPreparation {
    /// Folders or COCO JSON files.
    let sources: [String]
    /// The crop set's folder.
    let output: String
    var originRule = Origins.Rule.name
    var decisions = CropDecisions()
    /// A name or a file; the default when `nil`.
    var faceDetector: String?
    /// Pixels of the photo.
    var leastSide = Self.usualLeastSide
    var isQuiet = false

    /// Below this a face's state can't be seen.
    static let usualLeastSide = 8

    func run() async throws {
        let photos = try LabelledPhotos(sources, rule: originRule)
        if !isQuiet { photos.notes.forEach(Console.say) }
        let cutter = try FaceCutter(
            detectorFile: try ModelLocator.faceDetector(named: faceDetector), engine: try Engine(),
            least: Float(leastSide))
        let folder = try CropSetFolder(path: output)
        defer { folder.removeIfUnfinished() }
        Interruption.listen()
        var run = PrepareRun(folder: folder, decisions: decisions, total: photos.all.count, isQuiet: isQuiet)
        let parallelism = ProcessInfo.processInfo.activeProcessorCount
        let decisions = decisions
        try await workInOrder(
            on: photos.all, parallelism: parallelism * 2, while: { !Interruption.isRequested },
            { photo in await CutPhoto(photo, cutter: cutter, folder: folder, decisions: decisions) },
            receive: { try run.receive($0) })
        try run.finish()
    }
}
