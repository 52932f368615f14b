public import FaceMaskCore

/// A source of frames that can be opened repeatedly: a camera, a stream or a screen.
public protocol FrameStreaming: Sendable {
    /// An open connection to the source. It closes when it is released.
    associatedtype Connection: FrameConnection

    /// Opens the source. Returns or throws promptly if its task is cancelled.
    func open() async throws -> Connection
    /// Returns the meaning of an error that `open()` or a connection threw.
    func fault(behind error: any Error) -> SourceFault
}

/// An open source.
public protocol FrameConnection: Sendable {
    /// Waits for the newest frame; `nil` at the end of a recording. Times count from the start of opening, numbers from 0,
    /// including dropped frames. Returns or throws promptly if its task is cancelled.
    func next() async throws -> Frame?
    /// Closes the connection without waiting for completion.
    func close()
}

/// The reason that a source can't be read.
public struct SourceFault: Sendable, Hashable {
    /// The reason, a clause without a full stop.
    public var reason: String
    /// Whether another attempt can't succeed, as with a misspelt address or a wrong password. This counts only until the
    /// source is connected for the first time: after that, every fault may be temporary.
    public var isPermanent: Bool

    /// Creates a fault.
    public init(reason: String, isPermanent: Bool) { (self.reason, self.isPermanent) = (reason, isPermanent) }
}
