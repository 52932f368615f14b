public import FaceMaskCore

/// A frame of a video, upright, with square pixels.
public struct VideoFrame: Sendable {
    /// The picture. Its size is that of the frame, which may change within a video.
    public let image: Image
    /// Seconds since the video's beginning, as the file says; rises from frame to frame, not always evenly.
    public let time: Double
    /// The frame's number among all that follow the selection's start, wanted or not, from 0.
    public let index: Int

    /// Creates a frame.
    public init(image: Image, time: Double, index: Int) {
        (self.image, self.time, self.index) = (image, time, index)
    }
}
