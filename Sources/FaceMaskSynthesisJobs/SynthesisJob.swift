internal import FaceMaskConcurrency
package import FaceMaskCore
internal import FaceMaskFiles
internal import FaceMaskFormats
internal import FaceMaskMedia
internal import Foundation

/// Draws masks over photos of bare faces: the job of `facemask synthesize`.
package struct SynthesisJob: Sendable {
    /// Photos of bare faces, folders of them, globs, or `-` for paths on standard input.
    package var sources: [String]
    /// The path of the output folder.
    package var output: String
    /// The settings that determine the pictures.
    package var settings: SynthesisSettings
    /// The networks that find bare faces.
    package var networks = BareFaceNetworks()
    /// The number of threads; `nil` for all cores.
    package var threads: Int?
    /// Whether an earlier run with the same settings is continued.
    package var isResumed = false
    /// Whether the pictures of the six steps are written.
    package var explains = false
    /// Whether `preview.jpg` is written.
    package var makesPreview = false

    /// Creates a job with the default networks.
    package init(sources: [String], output: String, settings: SynthesisSettings) {
        (self.sources, self.output, self.settings) = (sources, output, settings)
    }

    /// Creates the pictures, several photos at a time, and writes the records and annotations.
    ///
    /// Photos that can't be used are reported as failures. If the task is cancelled, the pictures in progress are
    /// completed, the existing ones are annotated, and the result is incomplete: a job with `isResumed` continues it.
    ///
    /// - Throws: `Failure` if there is no photo, the output can't be written, or every photo failed, in which case
    ///   nothing is left in the output folder.
    package func run(report: JobUpdate.Receiver) async throws -> SynthesisResult {
        var photos = try SynthesisPhotos(PictureSources(sources).items, output: output)
        let parallelism = threads ?? ProcessInfo.processInfo.activeProcessorCount
        let finder = try BareFaceFinder(limits: settings.faces, networks: networks, parallelism: parallelism)
        let folder = try SynthesisFolder(path: output, settings: settings, isResumed: isResumed)
        photos.nameAll(after: folder.earlier, variants: settings.variants)
        if photos.madeEarlier > 0 {
            report(
                .note(
                    "\(Phrases.count(photos.madeEarlier, "picture")) skipped because an earlier run made them."))
        }
        try folder.makeFolders(explains: explains)
        let synthesizer = PhotoSynthesizer(
            finder: finder, masker: FaceMasker(settings: settings), folder: folder, explains: explains)
        let pieces = PhotoVariants.all(of: photos.all, settings: settings, parallelism: parallelism)
        var collection = SynthesisCollection(folder: folder, pieces: pieces)
        for failure in photos.failures { collection.add(failure, report) }
        let earlier = collection.records
        func reportProgress() {
            report(.progress(.init("Laying masks", done: collection.done, of: photos.all.count * settings.variants)))
        }
        reportProgress()
        var isComplete = true
        do {
            try await orderedMap(
                pieces, parallelism: parallelism + 1, { await synthesizer.synthesize($0, earlier: earlier) },
                receive: {
                    try collection.add($0, report)
                    reportProgress()
                })
        } catch is CancellationError {
            isComplete = false
        }
        report(.progressEnded)
        return try finish(collection, isComplete: isComplete && !Task.isCancelled)
    }

    private func finish(_ collection: SynthesisCollection, isComplete: Bool) throws -> SynthesisResult {
        let result = collection.result(isComplete: isComplete)
        let folder = collection.folder
        if isComplete, result.records.isEmpty, let failure = collection.firstFailure {
            folder.abandon()
            throw failure
        }
        try folder.finish(result.records, replacesSome: collection.replacesSome)
        if makesPreview, let sheet = try PreviewSheet(result.records, in: folder.path) {
            try PictureWriter().write(sheet.image, to: URL(filePath: "\(folder.path)/preview.jpg"))
        }
        return result
    }
}

/// The result of a synthesis.
package struct SynthesisResult: Sendable {
    /// The records of the output folder, including those of earlier runs.
    package let records: [SynthesisRecord]
    /// The number of requested pictures.
    package let wantedCount: Int
    /// The number of new records.
    package let newRecordCount: Int
    /// The number of changed faces in the new pictures.
    package let newFaceCount: Int
    /// The time for creating and writing the pictures.
    package let duration: Duration
    /// Whether all requested pictures were attempted; `false` after a cancellation.
    package let isComplete: Bool
}
