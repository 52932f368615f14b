import FaceMask
import Foundation
import Media
import Sinks

/// What became of one input.
enum PictureResult: Sendable {
    case seen(Scene, PictureTimes, annotated: Result<String, CommandFailure>?)
    case failed(CommandFailure, source: String)
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
struct PictureLook: Sendable {
    let detector: LoadingDetector
    /// `nil` when no pictures are to be written.
    let annotated: AnnotatedPictures?

    /// `target` is where the marked picture goes. Throws when there is no detector.
    func result(for item: PictureSources.Item, target: String?) async throws -> PictureResult {
        switch item {
        case .failure(let failure, let source):
            _ = try await detector.loaded
            return .failed(failure, source: source)
        case .picture(let source):
            // Before the detector is asked for, which may still be loading.
            let (image, time) = Self.timed { Result { try Image(contentsOf: URL(filePath: source.path)) } }
            let detector = try await detector.loaded
            do {
                return try await look(at: image.get(), of: source, readIn: time, with: detector, target: target)
            } catch let error as MediaError {
                return .failed(CommandFailure(Self.explained(error, path: source.path)), source: source.path)
            } catch {
                return .failed(CommandFailure(error), source: source.path)
            }
        }
    }

    private static func timed<Result>(_ work: () -> Result) -> (Result, Duration) {
        let start = ContinuousClock.now
        return (work(), start.duration(to: .now))
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
        at image: Image, of source: PictureSources.PictureSource, readIn time: Duration, with detector: MaskDetector,
        target: String?
    ) async throws -> PictureResult {
        let (sightings, stages) = try await detector.timedFaces(in: image)
        var times = PictureTimes(reading: time, detection: stages.detection, classification: stages.classification)
        let scene = Scene(source: source.path, width: image.width, height: image.height, sightings: sightings)
        guard let annotated, let target else { return .seen(scene, times, annotated: nil) }
        let (written, marking) = Self.timed {
            Result {
                try annotated.write(scene, of: image, to: target)
                return target
            }.mapError(CommandFailure.init)
        }
        times.writing = marking
        return .seen(scene, times, annotated: written)
    }
}
