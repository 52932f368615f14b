/// The people detected in one photo.
public struct PhotoResult: Hashable, Sendable {
    /// The photo's path as the user gave it.
    public var source: String
    /// The photo's width in pixels, after applying the orientation in its metadata.
    public var width: Int
    /// The photo's height in pixels, upright like `width`.
    public var height: Int
    /// The detected faces in descending order of score, in pixels of the upright photo.
    public var sightings: [Sighting]

    /// Creates a result.
    public init(source: String, width: Int, height: Int, sightings: [Sighting]) {
        self.source = source
        self.width = width
        self.height = height
        self.sightings = sightings
    }
}
