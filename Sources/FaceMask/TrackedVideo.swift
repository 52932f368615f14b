public import FaceMaskAnalysis
public import FaceMaskMedia
public import FaceMaskMonitoring
public import Foundation

extension MaskDetector {
    /// Opens the video file at `url` and returns its frames with the people tracked in them, and what happens to those
    /// people.
    ///
    ///     let detector = try await MaskDetector.load(.videos)
    ///     for try await case .person(let event) in try await detector.updates(ofVideoAt: url) where event.kind == .left {
    ///         print(event.person.id, event.person.verdict.label)
    ///     }
    ///
    /// - Parameters:
    ///   - url: The video file.
    ///   - selection: The frames that are read.
    ///   - sampling: The frames of these that are analyzed. In the others, positions are predicted.
    ///   - site: The zones, lines and alert rules to apply to the people; `nil` for none.
    /// - Returns: The updates, in order. The detector should have been loaded for ``Configuration/videos``.
    /// - Throws: `MediaError` if the file can't be opened.
    public func updates(
        ofVideoAt url: URL, selecting selection: FrameSelection = .all, sampling: SamplingRate = .usual,
        monitoring site: SiteMonitor? = nil
    ) async throws -> TrackedVideo {
        let reader = try await VideoReader(url, selecting: selection)
        let path = url.isFileURL ? url.path(percentEncoded: false) : url.absoluteString
        return TrackedVideo(
            reader: reader, frames: .file(reader, by: analyzer, sampling: sampling),
            follower: SourceFollower(source: path, defaultScore: defaultScore, site: site))
    }
}

/// The analysis of a video file: frames with tracked people, and what happens to those people.
///
/// It can be iterated once; a second loop continues where the first one stopped. The next frames are decoded and analysed
/// while a loop handles the last ones. Iteration throws `MediaError` if the file is damaged, after the frames before the
/// damage, and `CancellationError` if the task is cancelled.
public struct TrackedVideo: AsyncSequence, Sendable {
    /// A frame or an event.
    public typealias Element = AnalysisUpdate

    /// The contents of the file's headers.
    public var information: VideoInformation { reader.information }
    /// The number of frames that couldn't be decoded so far. They are left out.
    public var brokenFrames: Int { get async { await reader.brokenFrames } }

    let reader: VideoReader
    let frames: AnalyzedSource
    let follower: SourceFollower

    /// Starts decoding and analysing.
    public func makeAsyncIterator() -> AnalysisUpdateIterator { AnalysisUpdateIterator(frames, follower: follower) }
}
