public import FaceMaskCore

/// A source of frames that can be opened again and again: a camera, a stream, a screen.
public protocol FrameStreaming: Sendable {
    /// What is open between two losses. Released, it closes itself.
    associatedtype Connection: FrameConnection

    /// Opens the source. Returns or throws promptly when its task is cancelled.
    func open() async throws -> Connection
    /// Says what an error of `open()` or of a connection means.
    func fault(behind error: any Error) -> SourceFault
}

/// An open source.
public protocol FrameConnection: Sendable {
    /// Waits for the newest frame; `nil` when there will never be another one, as after a recording. Times count from
    /// when opening began, numbers from 0, those of dropped frames included. Returns or throws promptly when its task is
    /// cancelled.
    func next() async throws -> Frame?
    /// Gives the source back, without waiting until that is done.
    func close()
}

/// Why a source cannot be read.
public struct SourceFault: Sendable, Hashable {
    /// What is wrong, a clause without a full stop.
    public var reason: String
    /// Whether opening again cannot help, as with a misspelt address or a wrong password. It counts until the source
    /// was connected for the first time: from then on every fault may pass.
    public var isPermanent: Bool

    /// Creates a fault.
    public init(reason: String, isPermanent: Bool) { (self.reason, self.isPermanent) = (reason, isPermanent) }
}
