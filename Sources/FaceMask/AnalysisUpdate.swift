public import FaceMaskAnalysis
public import FaceMaskCore
public import FaceMaskEvents
internal import FaceMaskMonitoring

/// A result of the analysis of a video or a live source.
public enum AnalysisUpdate: Sendable {
    /// A frame, with the people in it.
    case frame(TrackedFrame)
    /// Something that happened to a person, after the frame in which it became known.
    case person(PersonEvent)
    /// An alert of the site monitor, after the frame that raised it.
    case alert(Alert)
    /// A change in the health of a live source, in order with its frames.
    case source(SourceHealth)
}

/// A frame of a video or a live source, with the people tracked in it.
public struct TrackedFrame: Sendable {
    /// The picture.
    public var image: Image
    /// The people in the frame, with the frame's number and time.
    public var result: FrameResult
    /// The times that detection and classification took; zero for a frame without detection.
    public var times: StageTimes
}

/// Turns the analysed frames of one source into updates.
struct UpdateQueue: Sendable {
    private var follower: Follower
    private var site: SiteMonitor?
    private var updates: ArraySlice<AnalysisUpdate> = []

    init(source: String, defaultScore: Float, site: SiteMonitor?) {
        follower = Follower(source: source, defaultScore: defaultScore)
        self.site = site
    }

    mutating func next() -> AnalysisUpdate? { updates.popFirst() }

    mutating func append(_ frame: AnalyzedFrame) {
        var (result, events) = follower.follow(frame)
        let left = events.filter { $0.kind == .left }.map(\.person)
        let observed = site?.observe(result, left: left)
        if let observed { result.zones = observed.zones }
        updates.append(.frame(TrackedFrame(image: frame.frame.image, result: result, times: frame.times)))
        updates += (events + (observed?.crossings ?? [])).map { .person($0) }
        updates += (observed?.alerts ?? []).map { .alert($0) }
    }

    mutating func append(_ health: SourceHealth) { updates.append(.source(health)) }

    /// Adds the events of the people who leave because the source ends.
    mutating func finish() { updates += follower.finish().map { .person($0) } }
}
