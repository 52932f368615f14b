internal import FaceMask
internal import FaceMaskConcurrency
package import FaceMaskCore
package import FaceMaskDatasets
internal import FaceMaskFormats
internal import FaceMaskInference
internal import Foundation

/// Cuts the faces out of datasets into a crop set: what `facemask dataset prepare` does, and `facemask train` when it
/// is given photos.
package struct CropPreparation: Sendable {
    /// Paths of the datasets: folders or COCO JSON files.
    package var sources: [String]
    /// The path of the crop set's folder, which must be missing or empty.
    package var output: String
    /// How the origin of a photo is derived from its path.
    package var originRule = Origins.Rule.name
    /// Which pictures are left out or relabelled.
    package var decisions = CropDecisions()
    /// The name or file of the face detector; `nil` for the one that ships with FaceMask.
    package var faceDetector: String?
    /// Faces whose box has a shorter side are left out, in pixels of the photo.
    package var minimumFaceSide = Self.defaultMinimumFaceSide

    /// The state of a smaller face can't be seen.
    package static let defaultMinimumFaceSide = 8

    /// Creates a preparation with the default settings.
    package init(sources: [String], output: String) {
        self.sources = sources
        self.output = output
    }

    /// What a preparation produced beside the crop set.
    package struct Result: Sendable {
        /// The content of `summary.txt`.
        package let summary: String
        /// Hashes and paths in the lists of decisions that match no picture of the sources, sorted.
        package let unusedDecisions: [String]
        /// The failure of the first photo that could not be used; the crop set holds the others.
        package let firstFailure: Failure?
    }

    /// Finds and cuts out the faces, several photos at a time, and writes the crop set.
    ///
    /// Photos that can't be used are reported as failures. When it throws, nothing is left of the crop set.
    ///
    /// - Throws: `DatasetError` or `Failure` when a source can't be read, no face is found or the crop set can't be
    ///   written; `CancellationError` when the task is cancelled.
    package func run(report: @escaping JobUpdate.Receiver) async throws -> Result {
        let photos = try LabelledPhotos(sources, rule: originRule)
        for note in photos.notes { report(.note(note)) }
        let cutter = try FaceCutter(
            detectorFile: try ModelLocator.faceDetector(named: faceDetector), engine: try Engine(),
            minimumSide: Float(minimumFaceSide))
        let folder = try CropSetFolder(path: output)
        defer { folder.removeIfUnfinished() }
        var builder = CropSetBuilder(folder: folder, decisions: decisions, total: photos.all.count, report: report)
        let decisions = decisions
        try await orderedMap(
            photos.all, parallelism: ProcessInfo.processInfo.activeProcessorCount * 2,
            { photo in try await CutPhoto(photo, cutter: cutter, folder: folder, decisions: decisions) },
            receive: { try builder.receive($0) })
        try Task.checkCancellation()
        return try builder.finish()
    }
}
