public import FaceMaskAnalysis
internal import FaceMaskCore
public import FaceMaskMonitoring

extension MaskDetector {
    /// Returns the frames of a live source with the people tracked in them, what happens to those people, and the
    /// source's health. A source that is lost is opened again.
    ///
    ///     let camera = LiveSource(try VideoAddress("rtsp://camera.local/stream"))
    ///     for try await update in detector.updates(of: camera) {
    ///         switch update {
    ///         case .frame(let frame): print(frame.result.tracks.count)
    ///         case .person(let event): print(event.kind.label, event.person.verdict.label)
    ///         case .alert(let alert): print(alert)
    ///         case .source(let health): print(health)
    ///         }
    ///     }
    ///
    /// - Parameters:
    ///   - source: The source. It is opened when iteration starts.
    ///   - policy: The times to wait for the source, and between attempts to open it.
    ///   - site: The zones, lines and alert rules to apply to the people; `nil` for none.
    /// - Returns: The updates, in order. The detector should have been loaded for ``Configuration/videos``.
    public func updates(
        of source: LiveSource, reconnecting policy: ReconnectionPolicy = ReconnectionPolicy(),
        monitoring site: SiteMonitor? = nil
    ) -> TrackedSource<LiveSource> {
        updates(of: source, named: source.address.description, reconnecting: policy, monitoring: site)
    }

    /// Returns the updates of another kind of source, such as a camera with its own library. Results call it `name`.
    public func updates<Source: FrameStreaming>(
        of source: Source, named name: String, reconnecting policy: ReconnectionPolicy = ReconnectionPolicy(),
        monitoring site: SiteMonitor? = nil
    ) -> TrackedSource<Source> {
        let events = ReconnectingFrames(source, policy: policy, clock: ContinuousClock())
        return TrackedSource(
            events: events, frames: .live(events, by: analyzer),
            follower: SourceFollower(source: name, defaultScore: defaultScore, site: site))
    }
}

/// The analysis of a live source: frames with tracked people, what happens to those people, and the source's health.
///
/// It can be iterated once. Always the newest frame is analysed; frames that arrive meanwhile are dropped and counted.
/// Iteration ends at the end of a recording. It throws the source's own error if that is permanent and the source was
/// never connected, and `CancellationError` if the task is cancelled.
public struct TrackedSource<Source: FrameStreaming>: AsyncSequence, Sendable {
    /// A frame, an event or the source's health.
    public typealias Element = AnalysisUpdate

    let events: ReconnectingFrames<Source, ContinuousClock>
    let frames: AnalyzedSource
    let follower: SourceFollower

    /// The numbers of frames, dropped frames, reconnections and failures so far.
    public var counts: SourceCounts { events.counts }

    /// Starts the analysis.
    public func makeAsyncIterator() -> AnalysisUpdateIterator { AnalysisUpdateIterator(frames, follower: follower) }
}
