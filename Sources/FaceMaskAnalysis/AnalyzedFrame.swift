public import FaceMaskCore

/// A frame, and what was seen in it.
public struct AnalyzedFrame: Sendable {
    /// The frame.
    public var frame: Frame
    /// Everyone seen, by falling score; `nil` when nobody looked for faces in this frame.
    public var sightings: [Sighting]?
    /// How long it took; zero when nobody looked.
    public var times: StageTimes

    /// Creates a look.
    public init(frame: Frame, sightings: [Sighting]?, times: StageTimes = StageTimes()) {
        self.frame = frame
        self.sightings = sightings
        self.times = times
    }
}
