public import FaceMaskCore
import Foundation

/// Reads endless sources: cameras, network streams, screens. Always gives the newest frame.
///
/// A thread decodes everything that arrives and keeps only the last decoded frame. Frames that nobody takes are
/// dropped, which shows in the indices of those that are taken. Only the taken ones are converted to RGB, on another
/// thread. A recording behind an `http` address and the segments of a playlist are played at their own speed.
///
/// Frames are upright, with colours as in `VideoReader`. Their `time` is when they were decoded, in seconds since
/// opening began; their size may change. Each frame is returned only once.
public struct LiveReader: Sendable {
    /// The information in the source's headers.
    public let information: VideoInformation
    private let session: LiveSession

    /// The default limits. A stream that is joined in the middle starts with undecodable frames, up to the next key
    /// frame, which some cameras send only every ten seconds or less often.
    public static let limits = VideoReader.Limits(brokenFramesInARow: 1000, threads: 1)

    /// Opens the source at `address`.
    ///
    /// - Throws: `MediaError`, or `CancellationError` as soon as the task is cancelled.
    public init(
        _ address: VideoAddress, connection: VideoConnection = VideoConnection(),
        limits: VideoReader.Limits = LiveReader.limits
    ) async throws {
        session = try LiveSession(address)
        information = try await session.open(connection, limits: limits)
    }

    /// Waits for a frame that is newer than the last one; returns `nil` at the end of a recording, which is a source
    /// with a duration.
    ///
    /// - Throws: `MediaError` if the source is lost or a source without a duration ends, or `CancellationError` as soon
    ///   as the task is cancelled; either closes the source.
    public func next() async throws -> Frame? { try await session.next() }

    /// Closes the source; releasing the reader does the same. A read that can't be interrupted is left to its thread.
    public func close() { session.close() }
}

/// Connects the reading thread with the tasks that wait for its frames.
private final class LiveSession: Sendable {
    let newest: NewestFrame
    private let address: VideoAddress
    private let interrupt = VideoInterrupt()
    private let converter: LiveConverter

    init(_ address: VideoAddress) throws {
        do throws(Fault) {
            newest = try NewestFrame()
            converter = LiveConverter(try PictureFrame())
        } catch {
            throw error.about(address.description)
        }
        self.address = address
    }

    deinit { interrupt.raise() }

    func open(_ connection: VideoConnection, limits: VideoReader.Limits) async throws -> VideoInformation {
        let start = ContinuousClock.now
        // The thread doesn't retain the session: releasing the session raises the interrupt, which ends the thread.
        Thread.detachNewThread { [address, newest, interrupt] in
            Thread.current.name = "video live"
            LiveSourceThread(newest: newest, interrupt: interrupt, start: start).run(
                address, connection, limits: limits)
        }
        return try await interruptible { try await newest.information() }
    }

    func next() async throws -> Frame? {
        try await interruptible {
            while try await newest.arrival() {
                if let frame = try await converter.frame(from: newest) { return frame }
            }
            return nil
        }
    }

    func close() {
        newest.end(.failure(CancellationError()))
        interrupt.raise()
    }

    private func interruptible<Value: Sendable>(_ work: () async throws -> Value) async throws -> Value {
        do {
            return try await withTaskCancellationHandler(operation: work, onCancel: close)
        } catch {
            close()
            throw (error as? Fault)?.about(address.description) ?? error
        }
    }
}

/// Converts the frames that are taken, on its own thread.
private actor LiveConverter {
    private let executor = ThreadExecutor(name: "video convert")
    private let picture: PictureFrame
    private var converter: VideoConverter?

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(_ picture: consuming PictureFrame) { self.picture = picture }

    /// Returns `nil` if there is no new frame.
    func frame(from newest: NewestFrame) throws -> Frame? {
        guard let label = newest.take(into: picture) else { return nil }
        if converter?.shape != label.shape { converter = try VideoConverter(label.shape) }
        guard let image = try converter?.image(from: picture) else { return nil }
        return Frame(image: image, time: label.time, index: label.index)
    }
}
