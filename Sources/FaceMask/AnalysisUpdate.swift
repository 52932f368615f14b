public import FaceMaskAnalysis
public import FaceMaskCore
public import FaceMaskEvents

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

/// Returns the updates of one source, one after the other.
public struct AnalysisUpdateIterator: AsyncIteratorProtocol {
    private var events: AnalyzedSource.Iterator
    private var follower: SourceFollower
    private var updates: ArraySlice<AnalysisUpdate> = []
    private var isFinished = false

    /// Starts the analysis of `source`.
    package init(_ source: AnalyzedSource, follower: SourceFollower) {
        events = source.makeAsyncIterator()
        self.follower = follower
    }

    /// Waits for the next update; `nil` at the end of the source.
    public mutating func next() async throws -> AnalysisUpdate? {
        while updates.isEmpty {
            if isFinished { return nil }
            switch try await events.next() {
            case .frame(let frame): append(frame)
            case .health(let health): updates.append(.source(health))
            case nil:
                // A cancelled pipeline ends as a source does.
                try Task.checkCancellation()
                isFinished = true
                updates += follower.finish().map { .person($0) }
            }
        }
        return updates.popFirst()
    }

    private mutating func append(_ frame: AnalyzedFrame) {
        let outcome = follower.follow(frame)
        updates.append(.frame(TrackedFrame(image: frame.frame.image, result: outcome.result, times: frame.times)))
        updates += outcome.events.map { .person($0) }
        updates += outcome.alerts.map { .alert($0) }
    }
}
