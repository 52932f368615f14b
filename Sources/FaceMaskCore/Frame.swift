/// A frame of a video or live source: an upright picture with square pixels.
public struct Frame: Sendable {
    /// The picture. Its size may change during a source.
    public let image: Image
    /// Seconds since the beginning of the source: by the file's timestamps, or since a live source was first opened. It
    /// increases from frame to frame, not always evenly.
    public let time: Double
    /// The frame's number, from 0. Dropped and skipped frames count, too.
    public let index: Int

    /// Creates a frame.
    public init(image: Image, time: Double, index: Int) {
        (self.image, self.time, self.index) = (image, time, index)
    }
}
