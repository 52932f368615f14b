/// What becomes of a source, told when it changes.
public enum SourceHealth: Sendable, Hashable {
    /// The first frame is there.
    case connected
    /// Frames stopped coming, for this reason.
    case lost(reason: String)
    /// An attempt to open the source has failed, for this reason.
    case failed(reason: String)
    /// The next attempt comes after so many seconds.
    case waiting(seconds: Double)
    /// Frames come again, so many seconds after they were lost.
    case recovered(afterSeconds: Double)
    /// Frames have another size than before, in pixels.
    case resized(width: Int, height: Int)
}

extension SourceHealth: CustomStringConvertible {
    /// A few words for a line on the terminal, without a full stop.
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

    /// With one decimal, unless that is 0.
    private static func rounded(_ seconds: Double) -> String {
        let tenths = (seconds * 10).rounded() / 10
        return tenths == tenths.rounded() && abs(tenths) < 1e9 ? String(Int(tenths)) : String(tenths)
    }
}

/// How much came from a source so far.
public struct SourceCounts: Sendable, Hashable {
    /// Frames that were handed on.
    public internal(set) var frames = 0
    /// Frames that were decoded and not handed on, since newer ones were there.
    public internal(set) var dropped = 0
    /// How often frames came again after they were lost.
    public internal(set) var reconnections = 0
    /// Attempts to open the source that gave no frame.
    public internal(set) var failures = 0

    /// Nothing yet.
    public init() {}
}
