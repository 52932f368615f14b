public import FaceMaskEvents
public import FaceMaskCore

/// Turns the looks at one source into results with people who keep their identity, and says what happens to them.
public struct Follower: Sendable {
    private let source: String
    private var tracker: any PersonTracking
    private var events = PersonEvents()
    private var time = 0.0
    private var cuts = CutDetector()

    /// Begins to follow nobody; `source` is the path or address as the user gave it.
    public init(source: String, tracker: any PersonTracking) {
        self.source = source
        self.tracker = tracker
    }

    /// Takes the next look, in the order of the frames. At a cut everybody leaves: whoever is there then is counted anew.
    public mutating func follow(_ look: AnalyzedFrame) -> (result: FrameResult, events: [PersonEvent]) {
        let image = look.frame.image
        var gone: [Track] = []
        if cuts.isCut(look.frame) {
            tracker.endAll()
            gone = tracker.endedTracks
        }
        time = look.frame.time
        let tracks =
            if let sightings = look.sightings {
                tracker.tracks(after: sightings, at: time, width: image.width, height: image.height)
            } else {
                tracker.tracks(at: time)
            }
        let result = FrameResult(of: look.frame, in: source, sightings: look.sightings, tracks: tracks)
        return (result, events.events(after: tracks, left: gone + tracker.endedTracks, at: time))
    }

    /// Says who leaves since the source ends.
    public mutating func finish() -> [PersonEvent] {
        tracker.endAll()
        return events.events(after: [], left: tracker.endedTracks, at: time)
    }
}
