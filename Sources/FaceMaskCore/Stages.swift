/// Finds faces in pictures.
public protocol FaceDetecting: Sendable {
    /// Returns the faces in `image`, boxes and landmarks in its pixels, by falling score.
    func faces(in image: Image) async throws -> [Face]
    /// How often `faces(in:)` runs its network for `image`, at least once.
    func runCount(for image: Image) async throws -> Int
    /// What `faces(in:)` may give its network, run by run: in the first `count` runs, or in all where there are fewer.
    func inputs(for image: Image, count: Int) -> [DetectorInput]
}

extension FaceDetecting {
    /// A detector that shows nothing of how it works.
    public func runCount(for image: Image) -> Int { 1 }
    /// A detector that shows nothing of how it works.
    public func inputs(for image: Image, count: Int) -> [DetectorInput] { [] }
}

/// What a face detector's network sees in one run.
public struct DetectorInput: Sendable {
    /// The picture, or a part of it, at the size at which the network sees it.
    public var picture: Image
    /// The shape of the network's input, in which it lies; `[1, 3, height, width]` or `[1, height, width, 3]`.
    public var shape: [Int]
    /// The bytes of the picture.
    public var byteCount: Int { picture.pixels.count }

    /// Creates an input.
    public init(picture: Image, shape: [Int]) { (self.picture, self.shape) = (picture, shape) }
}

/// Says of faces how they wear their mask.
public protocol MaskClassifying: Sendable {
    /// Returns one verdict for each of `faces`, in their order; all faces of a picture are one batch.
    func verdicts(on faces: [Face], in image: Image) async throws -> [Verdict]
}

/// Follows people from frame to frame of one source. A value: it is used in the order of the frames.
public protocol PersonTracking: Sendable {
    /// Takes what was seen in a frame of `width` × `height` pixels at `time`, in seconds, and says who is there, by
    /// rising identity.
    mutating func tracks(after sightings: [Sighting], at time: Double, width: Int, height: Int) -> [Track]
    /// Says where everybody is at `time` in a frame that nobody looked for faces in.
    mutating func tracks(at time: Double) -> [Track]
    /// Ends everybody, who are then in `left`: at a camera's cut, and when the source ends.
    mutating func endAll()
    /// Those who ended with the last step, as they were told of last.
    var endedTracks: [Track] { get }
}
