/// One picture, looked at: where it came from, its size, and everyone seen in it.
public struct Scene: Hashable, Sendable {
    /// The path or address as the user gave it.
    public var source: String
    /// Pixels, after the orientation in the picture's metadata was obeyed.
    public var width: Int
    /// Pixels, upright like `width`.
    public var height: Int
    /// In the detector's order, by falling score; boxes in pixels of the upright picture. Of a frame that nobody looked
    /// for faces in, empty.
    public var sightings: [Sighting]
    /// The frame of a video or camera that this is; `nil` for a photo.
    public var moment: Moment?
    /// Everyone who is followed, by rising identity; `nil` where nobody is followed, as in photos.
    public var tracks: [Track]?
    /// How many people are in each zone, by its name; `nil` where there are none.
    public var zones: [String: Int]?

    /// A frame's place in its source.
    public struct Moment: Hashable, Sendable {
        /// The frame's number, from 0.
        public var frame: Int
        /// Seconds since the source's beginning.
        public var time: Double

        /// Creates a place.
        public init(frame: Int, time: Double) { (self.frame, self.time) = (frame, time) }
    }

    /// Creates a scene.
    public init(
        source: String, width: Int, height: Int, sightings: [Sighting], moment: Moment? = nil, tracks: [Track]? = nil,
        zones: [String: Int]? = nil
    ) {
        self.zones = zones
        self.source = source
        self.width = width
        self.height = height
        self.sightings = sightings
        self.moment = moment
        self.tracks = tracks
    }
}
