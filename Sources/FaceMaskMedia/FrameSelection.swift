/// The selected frames of a video. Other frames are decoded, since later ones depend on them, but not converted.
public struct FrameSelection: Sendable, Hashable {
    /// The density of the selected frames.
    public enum Pace: Sendable, Hashable {
        /// All frames.
        case everyFrame
        /// Every Nth frame, starting with the first; at least 1.
        case every(Int)
        /// At most this many frames per second of the video, more than 0: the first frame of each interval.
        case perSecond(Double)
    }

    /// The start, in seconds from the beginning of the video, at least 0.
    public var start: Double
    /// The duration in seconds from `start`, more than 0; `nil` for the rest of the video.
    public var duration: Double?
    /// The density of the selected frames.
    public var pace: Pace

    /// Creates a selection, by default of all frames.
    public init(start: Double = 0, duration: Double? = nil, pace: Pace = .everyFrame) {
        precondition(start >= 0 && start.isFinite, "the start is at least 0")
        precondition(duration.map { $0 > 0 } ?? true, "the duration is greater than 0")
        switch pace {
        case .everyFrame: break
        case .every(let step): precondition(step > 0, "the step is at least 1")
        case .perSecond(let rate): precondition(rate > 0 && rate.isFinite, "the rate is greater than 0")
        }
        (self.start, self.duration, self.pace) = (start, duration, pace)
    }

    /// All frames.
    public static let all = FrameSelection()
}

/// Decides for each frame of a video, in order, whether it is selected.
struct FrameSelector {
    enum Choice: Equatable {
        case skip
        /// The argument is the frame's number since the selection's start, from 0.
        case take(index: Int)
        case end
    }

    private let selection: FrameSelection
    private var index = -1
    private var nextSlot = 0.0

    /// Timestamps in files are rounded: a frame that misses a bound by less than half a microsecond meets it.
    private static let tolerance = 0.5e-6

    init(_ selection: FrameSelection) { self.selection = selection }

    mutating func choice(at time: Double) -> Choice {
        let elapsed = time - selection.start + Self.tolerance
        guard elapsed >= 0 else { return .skip }
        if let duration = selection.duration, elapsed >= duration { return .end }
        index += 1
        switch selection.pace {
        case .everyFrame: return .take(index: index)
        case .every(let step): return index.isMultiple(of: step) ? .take(index: index) : .skip
        case .perSecond(let rate):
            let slot = (elapsed * rate).rounded(.down)
            guard slot >= nextSlot else { return .skip }
            nextSlot = slot + 1
            return .take(index: index)
        }
    }
}
