/// The people detected and tracked in one frame of a video or camera.
public struct FrameResult: Hashable, Sendable {
    /// The path or address as the user gave it, or the camera's name.
    public var source: String
    /// The frame's number in its source, from 0.
    public var frame: Int
    /// Seconds since the beginning of the source.
    public var time: Double
    /// The frame's width in pixels, after applying the orientation in the video's metadata.
    public var width: Int
    /// The frame's height in pixels, upright like `width`.
    public var height: Int
    /// The detected faces in descending order of score, in pixels of the upright frame. Empty unless the frame
    /// `isAnalyzed`.
    public var sightings: [Sighting]
    /// Whether faces were detected in this frame; if not, all tracks are predicted.
    public var isAnalyzed: Bool
    /// The tracked people in ascending order of identity.
    public var tracks: [Track]
    /// The number of people in each zone, by the zone's name; empty if there are no zones.
    public var zones: [String: Int]

    /// Creates a result; `sightings` is `nil` for a frame without detection.
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
