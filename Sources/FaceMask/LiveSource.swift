public import FaceMaskAnalysis
public import FaceMaskMedia

/// A camera, network stream or screen.
public struct LiveSource: FrameStreaming {
    /// The source's address.
    public let address: VideoAddress
    private let connection: VideoConnection

    /// Creates a source, which is opened later.
    public init(_ address: VideoAddress, connection: VideoConnection = VideoConnection()) {
        self.address = address
        self.connection = connection
    }

    /// Opens the source.
    ///
    /// - Throws: `MediaError`, or `CancellationError` as soon as the task is cancelled.
    public func open() async throws -> LiveReader { try await LiveReader(address, connection: connection) }

    /// Returns the reason and the permanence of a `MediaError`; other errors are not permanent.
    public func fault(behind error: any Error) -> SourceFault {
        guard let error = error as? MediaError else { return SourceFault(reason: "\(error)", isPermanent: false) }
        return SourceFault(reason: error.reason, isPermanent: error.isPermanent)
    }
}

extension LiveReader: FrameConnection {}
