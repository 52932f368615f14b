import FaceMaskFiles
import FaceMaskCore
import FaceMaskDrawing
import FaceMask
import Foundation
import FaceMaskMedia

/// Writes a video again with its people marked.
struct AnnotatedVideo {
    private var marking: FrameAnnotator
    private let writer: VideoWriter
    private let target: String
    private var isEmpty = true

    /// `soundOf` is the video whose sound is copied; `start` the time that becomes the beginning.
    init(_ target: String, soundOf sound: URL?, frameRate: Double?, start: Double, marks: AnnotationOptions) throws {
        let folder = PathParts(target).folder
        if !folder.isEmpty { try OutputFolder.make(folder) }
        var options = VideoWriter.Options()
        options.frameRate = frameRate ?? options.frameRate
        options.start = start
        options.soundSource = sound
        self.target = target
        marking = FrameAnnotator(marks)
        do {
            writer = try VideoWriter(URL(filePath: target), options: options)
        } catch {
            throw MediaError(error.code, subject: target, reason: error.reason)
        }
    }

    mutating func write(_ image: Image, of frame: FrameResult) async throws {
        let marked = try marking.marked(image, with: frame)
        isEmpty = false
        try await naming { () throws(MediaError) in try await writer.write(marked, at: frame.time) }
    }

    /// Gives the file its name. What a video without frames leaves is nothing.
    func finish() async throws {
        guard !isEmpty else { return await writer.abandon() }
        try await naming { () throws(MediaError) in try await writer.finish() }
    }

    /// Why the sound isn't copied, a clause.
    var omittedSound: String? { get async { await writer.omittedSound } }

    /// Errors about the path as the user knows it.
    private func naming(_ work: () async throws(MediaError) -> Void) async throws {
        do throws(MediaError) {
            try await work()
        } catch {
            throw MediaError(error.code, subject: target, reason: error.reason)
        }
    }
}

extension AnnotatedVideo {
    /// A marked video that may fail without stopping what else is learnt of its source.
    struct Attempt {
        private var video: AnnotatedVideo?
        private(set) var failure: Failure?

        /// `open` gives `nil` where none is wanted.
        init(_ open: () throws -> AnnotatedVideo?) {
            do {
                video = try open()
            } catch {
                failure = Failure(error)
            }
        }

        /// Adds a frame; after a failure, nothing.
        mutating func write(_ image: Image, of frame: FrameResult) async {
            do {
                try await video?.write(image, of: frame)
            } catch {
                failure = Failure(error)
                video = nil
            }
        }

        mutating func finish() async {
            do {
                try await video?.finish()
            } catch {
                failure = Failure(error)
                video = nil
            }
        }

        /// Why the sound isn't copied, a clause.
        var omittedSound: String? { get async { await video?.omittedSound } }
    }
}
