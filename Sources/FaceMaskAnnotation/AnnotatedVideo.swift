public import FaceMaskCore
public import Foundation

/// Writes a video again with its people marked, as H.264 in MP4.
///
///     var video = try AnnotatedVideo(URL(filePath: "street.masked.mp4"))
///     try await video.write(frame.image, with: result)  // for each frame
///     try await video.finish()
///
/// The file has its name once `finish()` has returned.
public struct AnnotatedVideo: Sendable {
    private var annotator: FrameAnnotator
    private var file: AnnotatedVideoFile

    /// Begins a video at `url`, whose folder is made when it is missing.
    ///
    /// - Parameters:
    ///   - url: An MP4 file, which is replaced when the video is finished.
    ///   - style: What the frames show of people.
    ///   - frameRate: About how many frames a second will come, for the encoder's planning; `nil` where it is not known.
    ///   - start: The time, in seconds, that becomes the video's beginning.
    ///   - sound: The video whose sound is copied from `start` on.
    /// - Throws: `MediaError` when the file can't be written.
    public init(
        _ url: URL, style: AnnotationStyle = AnnotationStyle(), frameRate: Double? = nil, start: Double = 0,
        soundOf sound: URL? = nil
    ) throws {
        annotator = FrameAnnotator(style: style)
        file = try AnnotatedVideoFile(
            path: url.path(percentEncoded: false), frameRate: frameRate, start: start, soundOf: sound)
    }

    /// Adds `image`, with the people of `frame` marked, to be shown from the frame's time on.
    ///
    /// - Throws: `MediaError` when it can't be written, or an error that says why nothing can be drawn.
    public mutating func write(_ image: Image, with frame: FrameResult) async throws {
        try await file.write(annotator.annotated(image, with: frame), at: frame.time)
    }

    /// Writes what is left and gives the file its name. A video without frames leaves no file.
    ///
    /// - Throws: `MediaError`.
    public func finish() async throws { try await file.finish() }

    /// Why the sound isn't copied, a clause; `nil` when it is, or when there is none.
    public var omittedSound: String? { get async { await file.omittedSound } }
}
