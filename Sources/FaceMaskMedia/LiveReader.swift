public import FaceMaskCore
import Foundation

/// Reads what has no end: cameras, network streams, screens. Always the newest frame.
///
/// A thread decodes everything as it comes and keeps only the frame that it decoded last; frames that nobody took are
/// dropped, which is seen in the numbers of those that are taken. Only these are converted to RGB, on another thread.
/// A recording behind an `http` address, and a playlist's pieces, are played at their own speed.
///
/// Frames are upright and their colours as `VideoReader` says. Their `time` is when they were decoded, in seconds since
/// opening began; their size may change. One pass: a frame is handed out once.
public struct LiveReader: Sendable {
    /// What the source's headers say.
    public let information: VideoInformation
    private let session: LiveSession

    /// Frames in a row that may be broken: a stream that is joined in the middle begins with what cannot be decoded, up
    /// to the next key frame, which some cameras send every ten seconds and less.
    public static let limits = VideoReader.Limits(brokenFramesInARow: 1000, threads: 1)

    /// Opens what `address` names.
    ///
    /// - Throws: `MediaError`, or `CancellationError` as soon as the task is cancelled.
    public init(
        _ address: VideoAddress, connection: VideoConnection = VideoConnection(),
        limits: VideoReader.Limits = LiveReader.limits
    ) async throws {
        session = try LiveSession(address)
        information = try await session.open(connection, limits: limits)
    }

    /// Waits for a frame that is newer than the last one; `nil` at the end of a recording, which is what has a duration.
    ///
    /// - Throws: `MediaError` when the source is lost, or ends though it has no duration, or `CancellationError` as soon as the task is cancelled; either
    ///   closes the source.
    public func next() async throws -> Frame? { try await session.next() }

    /// Gives the source back. A read that cannot be interrupted is left to its thread. Releasing the reader closes too.
    public func close() { session.close() }
}

/// Ties the thread that reads to those who wait for its frames.
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
        // The thread doesn't keep the session: released, that raises the interrupt, which ends the thread.
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

/// Converts the frames that are taken, on a thread of its own.
private actor LiveConverter {
    private let executor = ThreadExecutor(name: "video convert")
    private let picture: PictureFrame
    private var converter: VideoConverter?

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(_ picture: consuming PictureFrame) { self.picture = picture }

    /// Nil when there is nothing to take.
    func frame(from newest: NewestFrame) throws -> Frame? {
        guard let label = newest.take(into: picture) else { return nil }
        if converter?.shape != label.shape { converter = try VideoConverter(label.shape) }
        guard let image = try converter?.image(from: picture) else { return nil }
        return Frame(image: image, time: label.time, index: label.index)
    }
}
