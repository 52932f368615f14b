/// Which frames of a video are wanted. Others are decoded, since later ones are built on them, and not converted.
public struct FrameSelection: Sendable, Hashable {
    /// How dense the wanted frames are.
    public enum Pace: Sendable, Hashable {
        /// All of them.
        case everyFrame
        /// The first, then every so-many-th; at least 1.
        case every(Int)
        /// At most so many in a second of the video: the first one of each interval. More than 0.
        case perSecond(Double)
    }

    /// Seconds after the video's beginning, at least 0.
    public var start: Double
    /// Seconds from `start`; `nil` means to the end.
    public var duration: Double?
    /// How dense the wanted frames are.
    public var pace: Pace

    /// Creates a selection; everything unless told otherwise.
    public init(start: Double = 0, duration: Double? = nil, pace: Pace = .everyFrame) {
        precondition(start >= 0 && start.isFinite, "a video begins at 0")
        precondition(duration.map { $0 > 0 } ?? true, "a duration is more than 0")
        switch pace {
        case .everyFrame: break
        case .every(let step): precondition(step > 0, "every 0th frame is none")
        case .perSecond(let rate): precondition(rate > 0 && rate.isFinite, "a rate is more than 0")
        }
        (self.start, self.duration, self.pace) = (start, duration, pace)
    }

    /// All frames.
    public static let all = FrameSelection()
}

/// Goes through a video's frames in order and picks those of a selection.
struct FrameChooser {
    enum Choice: Equatable {
        case skip
        /// The frame's number among those since the selection's start, from 0.
        case take(index: Int)
        case end
    }

    private let selection: FrameSelection
    private var index = -1
    private var nextSlot = 0.0

    /// Clocks of files count in steps; a frame that misses a bound by less than half a microsecond meets it.
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
