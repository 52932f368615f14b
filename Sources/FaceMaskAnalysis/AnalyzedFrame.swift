public import FaceMaskCore

/// A frame with the faces in it.
public struct AnalyzedFrame: Sendable {
    /// The frame.
    public var frame: Frame
    /// The faces in descending order of score; `nil` if the frame wasn't analyzed.
    public var sightings: [Sighting]?
    /// The times that the stages took; zero if the frame wasn't analyzed.
    public var times: StageTimes

    /// Creates an analyzed frame.
    public init(frame: Frame, sightings: [Sighting]?, times: StageTimes = StageTimes()) {
        self.frame = frame
        self.sightings = sightings
        self.times = times
    }
}
