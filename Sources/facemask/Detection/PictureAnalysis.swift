import FaceMaskFiles
import FaceMaskCore
import FaceMask
import Foundation
import FaceMaskMedia
import FaceMaskSinks

/// What became of one input.
enum PictureResult: Sendable {
    case seen(PhotoResult, PictureTimes, annotated: Result<String, Failure>?)
    case failed(Failure, source: String)
}

/// How long the stages of one picture took, on the wall clock.
struct PictureTimes: Sendable {
    var reading = Duration.zero
    var detection = Duration.zero
    var classification = Duration.zero
    var writing = Duration.zero

    static func += (sum: inout PictureTimes, times: PictureTimes) {
        sum.reading += times.reading
        sum.detection += times.detection
        sum.classification += times.classification
        sum.writing += times.writing
    }
}

/// The way of one picture: read, find faces, classify, mark.
struct PictureAnalysis: Sendable {
    let detector: LoadingDetector
    /// `nil` when no pictures are to be written.
    let annotated: AnnotatedPictures?
    private let budget = PixelBudget()

    init(detector: LoadingDetector, annotated: AnnotatedPictures?) {
        (self.detector, self.annotated) = (detector, annotated)
    }

    /// `target` is where the marked picture goes. Throws when there is no detector.
    func result(for item: PictureSources.Item, target: String?) async throws -> PictureResult {
        switch item {
        case .failure(let failure, let source):
            _ = try await detector.loaded
            return .failed(failure, source: source)
        case .picture(let source):
            // What can't be read takes no room; reading says why.
            let pixels = (try? PictureReader().size(of: URL(filePath: source.path))).map { $0.width * $0.height } ?? 0
            await budget.take(pixels)
            let result: Result<PictureResult, any Error>
            do {
                result = .success(try await self.result(for: source, target: target))
            } catch {
                result = .failure(error)
            }
            await budget.giveBack(pixels)
            return try result.get()
        }
    }

    private func result(for source: PictureSources.PictureSource, target: String?) async throws -> PictureResult {
        // Before the detector is asked for, which may still be loading.
        let start = ContinuousClock.now
        let photo = Result { try PictureReader().photo(URL(filePath: source.path)) }
        let time = start.duration(to: .now)
        let detector = try await detector.loaded
        do {
            return try await look(at: photo.get(), of: source, readIn: time, with: detector, target: target)
        } catch let error as MediaError {
            return .failed(Failure(Self.explained(error, path: source.path)), source: source.path)
        } catch {
            return .failed(Failure(error), source: source.path)
        }
    }

    /// The error about the path as the user gave it, and what only this command can know of the reason.
    private static func explained(_ error: MediaError, path: String) -> MediaError {
        let isRelative = path.utf8.first != UInt8(ascii: "/")
        let reason =
            if error.code == .notFound, path.unicodeScalars.contains("\u{FFFD}") {
                "its name is not UTF-8"
            } else if error.code == .notFound, isRelative, FileManager.default.currentDirectoryPath.isEmpty {
                "the current folder is gone"
            } else {
                error.reason
            }
        return MediaError(error.code, subject: path, reason: reason)
    }

    private func look(
        at photo: consuming Photo, of source: PictureSources.PictureSource, readIn time: Duration,
        with detector: MaskDetector,
        target: String?
    ) async throws -> PictureResult {
        let analysis = try await detector.analyze(photo)
        var times = PictureTimes(
            reading: time, detection: analysis.times.detection, classification: analysis.times.classification)
        let result = PhotoResult(
            source: source.path, width: photo.width, height: photo.height, sightings: analysis.sightings)
        guard let annotated, let target else { return .seen(result, times, annotated: nil) }
        let start = ContinuousClock.now
        let written: Result<String, Failure>
        do {
            try annotated.write(result, of: try photo.image(), to: target)
            written = .success(target)
        } catch {
            written = .failure(Failure(error))
        }
        times.writing = start.duration(to: .now)
        return .seen(result, times, annotated: written)
    }
}
