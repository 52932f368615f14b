/// Which frames of a source are searched for faces. In the others people are where their motion takes them.
public enum SamplingRate: Hashable, Sendable {
    /// All of them.
    case everyFrame
    /// So many in a second of the source, more than 0: the first frame, then the first of each interval. It follows the
    /// frames' own times, so that a file gives the same answer however busy the machine is.
    case perSecond(Double)
}

/// Goes through the times of a source's frames and picks those to search.
struct FrameSampler: Sendable {
    private let pace: SamplingRate
    private var nextSlot = -Double.infinity

    /// Clocks of files count in steps; a frame that misses an interval by less than half a microsecond meets it.
    private static let tolerance = 0.5e-6

    init(_ pace: SamplingRate) {
        if case .perSecond(let rate) = pace { precondition(rate > 0 && rate.isFinite, "a rate is more than 0") }
        self.pace = pace
    }

    mutating func wants(frameAt time: Double) -> Bool {
        switch pace {
        case .everyFrame: return true
        case .perSecond(let rate):
            let slot = ((time + Self.tolerance) * rate).rounded(.down)
            guard slot >= nextSlot else { return false }
            nextSlot = slot + 1
            return true
        }
    }
}
