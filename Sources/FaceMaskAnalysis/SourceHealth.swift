public import FaceMaskEvents

/// A change in the health of a live source.
public enum SourceHealth: Sendable, Hashable {
    /// The first frame arrived.
    case connected
    /// Frames stopped arriving, for the given reason.
    case lost(reason: String)
    /// An attempt to open the source failed, for the given reason.
    case failed(reason: String)
    /// The next attempt follows after the given time.
    case waiting(seconds: Double)
    /// Frames arrive again, after the given time without any.
    case recovered(afterSeconds: Double)
    /// The size of the frames changed to the given one, in pixels.
    case resized(width: Int, height: Int)
}

extension SourceHealth: CustomStringConvertible {
    /// A few words for people, without a full stop.
    public var description: String {
        switch self {
        case .connected: "connected"
        case .lost(let reason): "lost: \(reason)"
        case .failed(let reason): "not there: \(reason)"
        case .waiting(let seconds): "trying again in \(Self.rounded(seconds)) s"
        case .recovered(let seconds): "back after \(Self.rounded(seconds)) s"
        case .resized(let width, let height): "frames are \(width) × \(height) now"
        }
    }

    /// Returns the number with one decimal, or none if that is 0.
    private static func rounded(_ seconds: Double) -> String {
        let tenths = (seconds * 10).rounded() / 10
        return tenths == tenths.rounded() && abs(tenths) < 1e9 ? String(Int(tenths)) : String(tenths)
    }
}

extension SourceHealth {
    /// Returns the status of `source` for people and programs.
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

/// The numbers of frames and connections of a source so far.
public struct SourceCounts: Sendable, Hashable {
    /// The number of frames that were returned.
    public internal(set) var frames = 0
    /// The number of frames that were dropped because newer ones had arrived.
    public internal(set) var dropped = 0
    /// The number of times that the source recovered after a loss.
    public internal(set) var reconnections = 0
    /// The number of attempts that gave no frame.
    public internal(set) var failures = 0

    /// Creates counts of 0.
    public init() {}
}
