public import FaceMaskCore
public import Foundation

/// Reads a video file: any container and codec that FFmpeg reads.
///
/// Frames come upright, whatever turn or mirror the file's metadata states, and with square pixels: where stored pixels
/// are wider or higher than that, the picture is stretched. Colours follow the video's tags; without them BT.709 counts
/// from 720 rows on, BT.601 below. Frames that can't be decoded are left out and counted.
///
/// The file is open, and a thread waits, until the last frame was read, an error was thrown or the reader is released.
public struct VideoReader: Sendable {
    /// Bounds for what is read.
    public struct Limits: Sendable, Hashable {
        /// The most pixels of a stored frame. Unless told otherwise twice those of 8K video (7,680 × 4,320).
        public var pixels: Int
        /// So many frames in a row may be broken: ten seconds at 25 a second, unless told otherwise.
        public var brokenFramesInARow: Int
        /// Threads that decode; 0 means one for each core.
        public var threads: Int

        /// Creates bounds.
        public init(pixels: Int = 2 * 7680 * 4320, brokenFramesInARow: Int = 250, threads: Int = 0) {
            (self.pixels, self.brokenFramesInARow, self.threads) = (pixels, brokenFramesInARow, threads)
        }
    }

    /// What the file's headers say.
    public let information: VideoInformation
    private let decoder: VideoDecoder

    /// Opens the video at `url` and goes to the start of `selection`.
    ///
    /// - Throws: `MediaError`, or `CancellationError` when the task was cancelled.
    public init(_ url: URL, selecting selection: FrameSelection = .all, limits: Limits = Limits()) async throws {
        try await self.init(.file(url), selecting: selection, limits: limits)
    }

    /// Opens what `address` names. Of a network's or a device's video every frame is read as well, as long as it goes on:
    /// meant for what has an end, as files on a web server and playlists of recordings. `LiveReader` is for the others.
    ///
    /// - Throws: `MediaError`, or `CancellationError` when the task was cancelled.
    public init(
        _ address: VideoAddress, selecting selection: FrameSelection = .all,
        connection: VideoConnection = VideoConnection(), limits: Limits = Limits()
    ) async throws {
        decoder = VideoDecoder(address, connection: connection)
        information = try await decoder.open(selection: selection, limits: limits)
    }

    /// The frames, in order. There is one pass: a second loop goes on where the first one stopped.
    public var frames: VideoFrames { VideoFrames(decoder: decoder) }

    /// How many frames could not be decoded and were left out, so far.
    public var brokenFrames: Int { get async { await decoder.brokenFrames } }
}

/// The frames of a video; each is decoded when it is asked for, on a thread of the reader's.
///
/// Next to the frames a `MediaError` may come, also after the last frame of a file that was cut off; a cancelled task
/// gets a `CancellationError`, and the file is closed.
public struct VideoFrames: AsyncSequence, Sendable {
    fileprivate let decoder: VideoDecoder

    /// Goes on where the last iterator stopped.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(decoder: decoder) }

    /// Asks for one frame after the other.
    public struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let decoder: VideoDecoder

        /// The next frame, or `nil` at the end.
        public mutating func next() async throws -> Frame? { try await decoder.nextFrame() }
    }
}

/// Keeps the open video on a thread of its own.
private actor VideoDecoder {
    private(set) var brokenFrames = 0
    private let address: VideoAddress
    private let connection: VideoConnection
    private let executor = ThreadExecutor(name: "video reader")
    private let interrupt = VideoInterrupt()
    /// Nil before it is opened, after its end and after a fault.
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
