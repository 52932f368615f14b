/// A frame of a video or live source: an upright picture with square pixels.
public struct Frame: Sendable {
    /// The picture. Its size may change within a source.
    public let image: Image
    /// Seconds since the source's beginning, as the file states it; for a live source since it was first opened. It rises
    /// from frame to frame, not always evenly.
    public let time: Double
    /// The frame's number, from 0. Dropped and unselected frames count, too.
    public let index: Int

    /// Creates a frame.
    public init(image: Image, time: Double, index: Int) {
        (self.image, self.time, self.index) = (image, time, index)
    }
}
