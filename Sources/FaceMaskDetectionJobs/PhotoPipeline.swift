package import FaceMask
package import FaceMaskAnnotation
internal import FaceMaskConcurrency
internal import FaceMaskCore
internal import FaceMaskFiles
internal import FaceMaskMedia
internal import Foundation

/// Reads, analyzes and annotates photos.
///
/// One pipeline may be used from any number of tasks at once: a command's, a server's, a worker's. Photos wait where those in
/// work would take too much memory.
package struct PhotoPipeline: Sendable {
    private let detector: SharedDetector
    private let annotated: AnnotatedPhotos?
    private let pixels: AsyncSemaphore

    /// Pixels in memory at a time: two photos of 16 megapixels, which FFmpeg holds in 24 MB each.
    private static let pixelLimit = 32_000_000
    /// Outcomes that wait for their turn, without their pixels. A photo that takes long holds up the others' outcomes, not
    /// their work.
    private static let waitingOutcomes = 8

    /// Creates a pipeline; without `annotated` no pictures are written.
    package init(detector: SharedDetector, annotated: AnnotatedPhotos? = nil) {
        (self.detector, self.annotated) = (detector, annotated)
        pixels = AsyncSemaphore(limit: Self.pixelLimit)
    }

    /// Works on photos concurrently and hands the outcomes on in the order of the inputs.
    ///
    /// While some photos are in the networks, the next ones are decoded. When the task is cancelled, no photo begins, those
    /// in work end as soon as they can, and every annotated picture that is written has been handed on.
    ///
    /// - Throws: Why there is no detector, what `receive` throws, or `CancellationError` when the task was cancelled before
    ///   the last outcome.
    package func outcomes(of inputs: [DetectionPart.Input], receive: (PhotoOutcome) throws -> Void) async throws {
        // Ahead of the first photo, which is read meanwhile.
        async let loading: Void = detector.prepare()
        try await orderedMap(
            inputs, parallelism: ProcessInfo.processInfo.activeProcessorCount + 2, waiting: Self.waitingOutcomes
        ) { input -> PhotoOutcome? in
            do {
                return try await outcome(of: input)
            } catch is CancellationError {
                return nil
            }
        } receive: { outcome in
            if let outcome { try receive(outcome) }
        }
        await loading
    }

    /// Works on one photo.
    ///
    /// - Throws: Why there is no detector, or `CancellationError`. What is wrong with the photo is in the outcome.
    package func outcome(of input: DetectionPart.Input) async throws -> PhotoOutcome {
        switch input.item {
        case .failure(let failure, let source):
            _ = try await detector.detector
            return .failed(failure, source: source)
        case .picture(let source):
            // What can't be read takes no room; reading says why.
            let size = try? PictureReader().size(of: URL(filePath: source.path))
            return try await pixels.withPermits(size.map { $0.width * $0.height } ?? 0) {
                try await outcome(of: source.path, target: input.target)
            }
        }
    }

    private func outcome(of path: String, target: String?) async throws -> PhotoOutcome {
        // Before the detector is asked for, which may still be loading.
        let start = ContinuousClock.now
        let photo = Result { try PictureReader().photo(URL(filePath: path)) }
        var times = PhotoTimes()
        times.reading = start.duration(to: .now)
        let detector = try await detector.detector
        do {
            return try await analyzed(photo.get(), at: path, times, with: detector, target: target)
        } catch let error as CancellationError {
            throw error
        } catch let error as MediaError {
            return .failed(Failure(error.about(inputPath: path)), source: path)
        } catch {
            return .failed(Failure(error), source: path)
        }
    }

    private func analyzed(
        _ photo: consuming Photo, at path: String, _ times: PhotoTimes, with detector: MaskDetector, target: String?
    ) async throws -> PhotoOutcome {
        let analysis = try await detector.analyze(photo)
        var times = times
        (times.detection, times.classification) = (analysis.times.detection, analysis.times.classification)
        let result = PhotoResult(source: path, width: photo.width, height: photo.height, sightings: analysis.sightings)
        guard let annotated, let target else { return .analyzed(result, times, annotated: nil) }
        let start = ContinuousClock.now
        let written: Result<String, Failure>
        do {
            try annotated.write(result, of: try photo.image(), to: target)
            written = .success(target)
        } catch {
            written = .failure(Failure(error))
        }
        times.annotation = start.duration(to: .now)
        return .analyzed(result, times, annotated: written)
    }
}

extension MediaError {
    /// The error about the path as the user gave it, with the reason why a name that the user sees can't be found.
    fileprivate func about(inputPath path: String) -> MediaError {
        guard code == .notFound else { return about(path) }
        if path.unicodeScalars.contains("\u{FFFD}") {
            return MediaError(code, subject: path, reason: "its name is not UTF-8")
        }
        let isRelative = path.utf8.first != UInt8(ascii: "/")
        if isRelative, FileManager.default.currentDirectoryPath.isEmpty {
            return MediaError(code, subject: path, reason: "the current folder is gone")
        }
        return about(path)
    }
}
