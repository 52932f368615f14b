internal import FaceMask
internal import FaceMaskConcurrency
package import FaceMaskCore
package import FaceMaskDatasets
internal import FaceMaskFormats
internal import FaceMaskInference
internal import Foundation

/// Crops the faces of datasets into a crop set: the job of `facemask dataset prepare`, and of `facemask train` when it
/// is given photos.
package struct CropPreparation: Sendable {
    /// Paths of the datasets: folders or COCO JSON files.
    package var sources: [String]
    /// The path of the crop set's folder, which must be missing or empty.
    package var output: String
    /// The rule by which the origin of a photo is derived from its path.
    package var originRule = Origins.Rule.name
    /// The pictures that are left out or relabelled.
    package var decisions = CropDecisions()
    /// The name or file of the face detector; `nil` for the one that ships with FaceMask.
    package var faceDetector: String?
    /// The minimum shorter side of a face's box, in pixels of the photo; smaller faces are left out.
    package var minimumFaceSide = Self.defaultMinimumFaceSide

    /// The state of a smaller face isn't visible.
    package static let defaultMinimumFaceSide = 8

    /// Creates a preparation with the default settings.
    package init(sources: [String], output: String) {
        self.sources = sources
        self.output = output
    }

    /// The result of a preparation in addition to the crop set.
    package struct Result: Sendable {
        /// The content of `summary.txt`.
        package let summary: String
        /// Hashes and paths in the lists of decisions that match no picture of the sources, sorted.
        package let unusedDecisions: [String]
        /// The failure of the first photo that could not be used; the crop set holds the others.
        package let firstFailure: Failure?
    }

    /// Finds and crops the faces, several photos at a time, and writes the crop set.
    ///
    /// Photos that can't be used are reported as failures. If it throws, nothing is left of the crop set.
    ///
    /// - Throws: `DatasetError` or `Failure` if a source can't be read, no face is found or the crop set can't be
    ///   written; `CancellationError` if the task is cancelled.
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
