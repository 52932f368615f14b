/// The frames of a source that are analyzed. In the others, positions are predicted.
public enum SamplingRate: Hashable, Sendable {
    /// All frames.
    case everyFrame
    /// The given number of frames in each second of the source, more than 0: the first frame of each interval. The
    /// frames' own times count, so that a file gives the same results however busy the machine is.
    case perSecond(Double)

    /// 7.5 frames per second: in between, people who walk move by less than half a face (docs/measurements.md).
    public static let usual = SamplingRate.perSecond(7.5)

    /// Returns the usual rate where faces are hidden or not. Hiding needs every frame: a face that comes into view between
    /// two analyzed frames would be seen.
    package static func usual(hidingFaces: Bool) -> SamplingRate { hidingFaces ? .everyFrame : .usual }
}

/// Picks the frames to analyze from the times of a source's frames.
struct FrameSampler: Sendable {
    private let rate: SamplingRate
    private var nextSlot = -Double.infinity

    /// The clocks of files count in steps: a frame that is early by less than half a microsecond counts as on time.
    private static let tolerance = 0.5e-6

    init(_ rate: SamplingRate) {
        if case .perSecond(let count) = rate { precondition(count > 0 && count.isFinite, "the rate is greater than 0") }
        self.rate = rate
    }

    /// Whether the frame at `time`, in seconds, is one to analyze. Frames come in order.
    mutating func wants(frameAt time: Double) -> Bool {
        switch rate {
        case .everyFrame: return true
        case .perSecond(let count):
            let slot = ((time + Self.tolerance) * count).rounded(.down)
            guard slot >= nextSlot else { return false }
            nextSlot = slot + 1
            return true
        }
    }
}
