/// Everyone seen and followed in one frame of a video or camera.
public struct FrameResult: Hashable, Sendable {
    /// The path or address as the user gave it, or the camera's name.
    public var source: String
    /// The frame's number in its source, from 0.
    public var frame: Int
    /// Seconds since the source's beginning.
    public var time: Double
    /// Pixels, after applying the orientation in the video's metadata.
    public var width: Int
    /// Pixels, upright like `width`.
    public var height: Int
    /// By falling score; boxes in pixels of the upright frame. Empty unless the frame `isAnalyzed`.
    public var sightings: [Sighting]
    /// False where no faces were looked for: all tracks are predicted.
    public var isAnalyzed: Bool
    /// Everyone who is followed, by rising identity.
    public var tracks: [Track]
    /// The number of people in each zone, by the zone's name; empty where there are no zones.
    public var zones: [String: Int]

    /// Creates a result; `sightings` are nil where no faces were looked for.
    public init(
        of frame: Frame, in source: String, sightings: [Sighting]?, tracks: [Track], zones: [String: Int] = [:]
    ) {
        self.source = source
        self.frame = frame.index
        time = frame.time
        width = frame.image.width
        height = frame.image.height
        self.sightings = sightings ?? []
        isAnalyzed = sightings != nil
        self.tracks = tracks
        self.zones = zones
    }
}
