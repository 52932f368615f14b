public import FaceMaskCore
public import Foundation

/// Reads a video file in any container and codec that FFmpeg supports.
///
/// Frames are upright, by the rotation and reflection in the file's metadata, and have square pixels: if the stored
/// pixels aren't square, the picture is stretched. Colours follow the video's tags; without tags, BT.709 is assumed
/// from 720 rows on, BT.601 below. Frames that can't be decoded are skipped and counted.
///
/// The file and a thread are kept until the last frame was read, an error was thrown or the reader is released.
public struct VideoReader: Sendable {
    /// Limits on the input.
    public struct Limits: Sendable, Hashable {
        /// The maximum number of pixels of a stored frame; by default twice that of 8K video (7,680 × 4,320).
        public var pixels: Int
        /// The maximum number of consecutive broken frames; by default ten seconds' worth at 25 frames per second.
        public var brokenFramesInARow: Int
        /// The number of decoding threads; 0 for one per core.
        public var threads: Int

        /// Creates limits.
        public init(pixels: Int = 2 * 7680 * 4320, brokenFramesInARow: Int = 250, threads: Int = 0) {
            (self.pixels, self.brokenFramesInARow, self.threads) = (pixels, brokenFramesInARow, threads)
        }
    }

    /// The information in the file's headers.
    public let information: VideoInformation
    private let decoder: VideoDecoder

    /// Opens the video at `url` and seeks to the start of `selection`.
    ///
    /// - Throws: `MediaError`, or `CancellationError` if the task is cancelled.
    public init(_ url: URL, selecting selection: FrameSelection = .all, limits: Limits = Limits()) async throws {
        try await self.init(.file(url), selecting: selection, limits: limits)
    }

    /// Opens the source at `address`. Every frame is read even from a network or device, as long as the source lasts:
    /// this is meant for sources with an end, such as files on a web server and playlists of recordings. Use
    /// `LiveReader` for others.
    ///
    /// - Throws: `MediaError`, or `CancellationError` if the task is cancelled.
    public init(
        _ address: VideoAddress, selecting selection: FrameSelection = .all,
        connection: VideoConnection = VideoConnection(), limits: Limits = Limits()
    ) async throws {
        decoder = VideoDecoder(address, connection: connection)
        information = try await decoder.open(selection: selection, limits: limits)
    }

    /// The frames, in order. They can be read only once: a second loop continues where the first one stopped.
    public var frames: VideoFrames { VideoFrames(decoder: decoder) }

    /// The number of frames so far that could not be decoded and were skipped.
    public var brokenFrames: Int { get async { await decoder.brokenFrames } }
}

/// The frames of a video; each is decoded on request, on a thread of the reader.
///
/// Iteration may throw a `MediaError`, also after the last frame of a truncated file; a cancelled task gets a
/// `CancellationError`, and the file is closed.
public struct VideoFrames: AsyncSequence, Sendable {
    fileprivate let decoder: VideoDecoder

    /// Continues where the last iterator stopped.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(decoder: decoder) }

    /// Reads one frame after another.
    public struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let decoder: VideoDecoder

        /// Returns the next frame, or `nil` at the end.
        public mutating func next() async throws -> Frame? { try await decoder.nextFrame() }
    }
}

/// Keeps the open video on a dedicated thread.
private actor VideoDecoder {
    private(set) var brokenFrames = 0
    private let address: VideoAddress
    private let connection: VideoConnection
    private let executor = ThreadExecutor(name: "video reader")
    private let interrupt = VideoInterrupt()
    /// `nil` before opening, after the end and after a failure.
    private var source: VideoSource?

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(_ address: VideoAddress, connection: VideoConnection) {
        (self.address, self.connection) = (address, connection)
    }

    nonisolated func open(
        selection: FrameSelection, limits: VideoReader.Limits
    ) async throws -> VideoInformation {
        try await withTaskCancellationHandler {
            try await openHere(selection: selection, limits: limits)
        } onCancel: {
            interrupt.raise()
        }
    }

    nonisolated func nextFrame() async throws -> Frame? {
        try await withTaskCancellationHandler {
            try await nextFrameHere()
        } onCancel: {
            interrupt.raise()
        }
    }

    private func openHere(selection: FrameSelection, limits: VideoReader.Limits) throws -> VideoInformation {
        do throws(Fault) {
            let demuxer = try VideoDemuxer(address, connection: connection, interrupt: interrupt)
            let pictures = try VideoPictures(demuxer, limits: limits, interrupt: interrupt)
            let source = VideoSource(pictures, selection: selection)
            let information = source.information
            self.source = consume source
            return information
        } catch {
            try Task.checkCancellation()
            throw error.about(address.description)
        }
    }

    private func nextFrameHere() throws -> Frame? {
        do {
            let frame = try source?.next()
            brokenFrames = source?.brokenFrames ?? brokenFrames
            if frame == nil { source = nil }
            return frame
        } catch {
            brokenFrames = source?.brokenFrames ?? brokenFrames
            source = nil
            throw (error as? Fault)?.about(address.description) ?? error
        }
    }
}
