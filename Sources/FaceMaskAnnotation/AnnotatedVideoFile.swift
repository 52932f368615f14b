package import FaceMaskCore
internal import FaceMaskFiles
internal import FaceMaskMedia
package import Foundation

/// The file of an annotated video: takes frames that are annotated already, for those who show them elsewhere, too.
package struct AnnotatedVideoFile: Sendable {
    private let writer: VideoWriter
    private let path: String
    private var isEmpty = true

    /// Begins a video at `path`, whose folder is made when it is missing. Errors name `path` as the user gave it.
    ///
    /// - Parameters:
    ///   - path: An MP4 file, which is replaced when the video is finished.
    ///   - frameRate: About how many frames a second will come, for the encoder's planning; `nil` where it is not known.
    ///   - start: The time, in seconds, that becomes the video's beginning.
    ///   - sound: The video whose sound is copied from `start` on.
    /// - Throws: `MediaError` when the file can't be written.
    package init(path: String, frameRate: Double?, start: Double, soundOf sound: URL?) throws {
        let folder = PathParts(path).folder
        if !folder.isEmpty { try OutputFolder.make(folder) }
        var options = VideoWriter.Options()
        options.frameRate = frameRate ?? options.frameRate
        options.start = start
        options.soundSource = sound
        self.path = path
        writer = try MediaError.naming(path) { [options] () throws(MediaError) in
            try VideoWriter(URL(filePath: path), options: options)
        }
    }

    /// Adds a frame, to be shown from `time` seconds on.
    ///
    /// - Throws: `MediaError`.
    package mutating func write(_ annotated: Image, at time: Double) async throws {
        isEmpty = false
        try await MediaError.naming(path) { try await writer.write(annotated, at: time) }
    }

    /// Writes what is left and gives the file its name. A video without frames leaves no file.
    ///
    /// - Throws: `MediaError`.
    package func finish() async throws {
        guard !isEmpty else { return await writer.abandon() }
        try await MediaError.naming(path) { try await writer.finish() }
    }

    /// Why the sound isn't copied, a clause; `nil` when it is, or when there is none.
    package var omittedSound: String? { get async { await writer.omittedSound } }
}
