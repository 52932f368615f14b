public import FaceMaskEvents
public import FaceMaskCore

/// Tracks the people in the frames of one source and reports what happens to them. A value; it takes the frames in order.
public struct Follower: Sendable {
    private let source: String
    private var tracker: any PersonTracking
    private var events = PersonEvents()
    private var time = 0.0
    private var cuts = CutDetector()

    /// Creates a follower without tracks; `source` is the path or address as the user gave it.
    public init(source: String, tracker: any PersonTracking) {
        self.source = source
        self.tracker = tracker
    }

    /// Takes the next frame and returns the people in it, and what happened to them. At a cut everybody leaves: the people in
    /// the next frame are new.
    public mutating func follow(_ analysis: AnalyzedFrame) -> (result: FrameResult, events: [PersonEvent]) {
        let image = analysis.frame.image
        var gone: [Track] = []
        if cuts.isCut(analysis.frame) {
            tracker.endAll()
            gone = tracker.endedTracks
        }
        time = analysis.frame.time
        let tracks =
            if let sightings = analysis.sightings {
                tracker.tracks(after: sightings, at: time, width: image.width, height: image.height)
            } else {
                tracker.tracks(at: time)
            }
        let result = FrameResult(of: analysis.frame, in: source, sightings: analysis.sightings, tracks: tracks)
        return (result, events.events(after: tracks, left: gone + tracker.endedTracks, at: time))
    }

    /// Returns the events of the people who leave because the source ends.
    public mutating func finish() -> [PersonEvent] {
        tracker.endAll()
        return events.events(after: [], left: tracker.endedTracks, at: time)
    }
}
