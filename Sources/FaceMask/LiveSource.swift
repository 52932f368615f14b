public import FaceMaskAnalysis
public import FaceMaskEvents
internal import FaceMaskCore
public import FaceMaskMedia

/// A camera, stream or screen that can be opened again after it was lost.
public struct LiveSource: FrameStreaming {
    /// Where it is.
    public let address: VideoAddress
    private let connection: VideoConnection

    /// Names a source; it is opened later.
    public init(_ address: VideoAddress, connection: VideoConnection = VideoConnection()) {
        self.address = address
        self.connection = connection
    }

    /// Opens it.
    public func open() async throws -> LiveReader { try await LiveReader(address, connection: connection) }

    /// What `MediaError` says of itself.
    public func fault(behind error: any Error) -> SourceFault {
        guard let error = error as? MediaError else { return SourceFault(reason: "\(error)", isPermanent: false) }
        return SourceFault(reason: error.reason, isPermanent: error.isPermanent)
    }
}

extension LiveReader: FrameConnection {}

extension SourceHealth {
    /// Returns the change as people and programs are told of it; `source` is the source's name.
    public func status(of source: String) -> SourceStatus {
        let kind: SourceStatus.Kind =
            switch self {
            case .connected: .connected
            case .lost: .lost
            case .failed: .failed
            case .waiting: .waiting
            case .recovered: .recovered
            case .resized: .resized
            }
        return SourceStatus(source: source, kind: kind, words: description)
    }
}
