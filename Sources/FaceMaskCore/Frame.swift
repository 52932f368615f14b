/// A picture of a video or camera, upright, with square pixels.
public struct Frame: Sendable {
    /// The picture. Its size is that of the frame, which may change within a source.
    public let image: Image
    /// Seconds since the source's beginning; rises from frame to frame, not always evenly. A file says it, a camera's is
    /// the time since it was opened first.
    public let time: Double
    /// The frame's number, from 0. Frames that were dropped or are not wanted are counted too.
    public let index: Int

    /// Creates a frame.
    public init(image: Image, time: Double, index: Int) {
        (self.image, self.time, self.index) = (image, time, index)
    }
}
