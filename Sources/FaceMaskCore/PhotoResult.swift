/// Everyone seen in one photo.
public struct PhotoResult: Hashable, Sendable {
    /// The photo's path as the user gave it.
    public var source: String
    /// Pixels, after applying the orientation in the photo's metadata.
    public var width: Int
    /// Pixels, upright like `width`.
    public var height: Int
    /// By falling score; boxes in pixels of the upright photo.
    public var sightings: [Sighting]

    /// Creates a result.
    public init(source: String, width: Int, height: Int, sightings: [Sighting]) {
        self.source = source
        self.width = width
        self.height = height
        self.sightings = sightings
    }
}
