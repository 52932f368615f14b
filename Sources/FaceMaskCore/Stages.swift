/// Finds faces in pictures.
public protocol FaceDetecting: Sendable {
    /// Returns the faces in `image` in descending order of score, with boxes and landmarks in pixels of the image.
    func faces(in image: Image) async throws -> [Face]
}

/// Classifies how faces wear a mask.
public protocol MaskClassifying: Sendable {
    /// Returns one verdict for each of `faces`, in the same order. The boxes are in pixels of `image`.
    func verdicts(on faces: [Face], in image: Image) async throws -> [Verdict]
}

/// Tracks people from frame to frame of one source. A tracker is a value and takes the frames in order.
public protocol PersonTracking: Sendable {
    /// Takes the sightings of the frame at `time` and returns the people in it.
    ///
    /// - Parameters:
    ///   - sightings: The faces detected in the frame, in any order.
    ///   - time: Seconds on the source's clock.
    ///   - width: The frame's width in pixels.
    ///   - height: The frame's height in pixels.
    /// - Returns: The people in the frame, in ascending order of identity.
    mutating func tracks(after sightings: [Sighting], at time: Double, width: Int, height: Int) -> [Track]
    /// Predicts positions at `time` for a frame without detection.
    mutating func tracks(at time: Double) -> [Track]
    /// Ends all tracks, which are then in `endedTracks`: at a cut, and at the end of the source.
    mutating func endAll()
    /// The tracks that ended in the last update, in their last reported state.
    var endedTracks: [Track] { get }
}
