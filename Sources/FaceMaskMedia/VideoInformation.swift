import FaceMaskCFFmpeg

/// The properties of a video that its headers state.
public struct VideoInformation: Sendable, Hashable {
    /// The width of an upright frame with square pixels, in pixels. It may change during the video.
    public let width: Int
    /// The height of an upright frame with square pixels, in pixels.
    public let height: Int
    /// The average number of frames per second; `nil` if unknown.
    public let frameRate: Double?
    /// The duration in seconds; `nil` if unknown, as in a recording that was cut off.
    public let duration: Double?
    /// The number of frames; `nil` if unknown.
    public let frameCount: Int?
    /// FFmpeg's name of the codec, such as `h264`.
    public let codec: String
    /// The clockwise rotation that turns the stored frames upright, in degrees: 0, 90, 180 or 270.
    public let rotation: Int
    /// Whether there is sound too.
    public let hasSound: Bool
    /// The time on the file's own clock at which the video begins, in seconds. Frame times count from it.
    public let startTime: Double
}

extension VideoInformation {
    init(_ demuxer: borrowing VideoDemuxer, stream index: Int32, shape: VideoShape) throws(Fault) {
        let stream = try demuxer.stream(index)
        let size = shape.uprightSize
        width = size.width
        height = size.height
        frameRate = stream.pointee.avg_frame_rate.value ?? av_guess_frame_rate(demuxer.context, stream, nil).value
        let whole = demuxer.context.pointee.duration
        duration = whole > 0 ? Double(whole) / Double(AV_TIME_BASE) : nil
        frameCount = stream.pointee.nb_frames > 0 ? Int(stream.pointee.nb_frames) : nil
        codec = avcodec_get_name(stream.pointee.codecpar.pointee.codec_id).map { String(cString: $0) } ?? "unknown"
        rotation = shape.orientation.clockwiseDegrees
        hasSound = demuxer.soundStream() != nil
        let start = demuxer.context.pointee.start_time
        startTime = start == facemask_no_time ? 0 : Double(start) / Double(AV_TIME_BASE)
    }
}

extension Orientation {
    /// Reads a display matrix by where it maps the right and bottom of the stored picture. Other rotations are rounded
    /// to the nearest multiple of 90 degrees.
    init(displayMatrix matrix: UnsafePointer<Int32>?) {
        guard let matrix else {
            self = .upright
            return
        }
        let (right, down) = ((x: matrix[0], y: matrix[1]), (x: matrix[3], y: matrix[4]))
        let swapsSides = right.x.magnitude < right.y.magnitude
        self =
            switch (swapsSides, swapsSides ? right.y < 0 : right.x < 0, swapsSides ? down.x < 0 : down.y < 0) {
            case (false, false, false): .upright
            case (false, true, false): .mirrored
            case (false, true, true): .upsideDown
            case (false, false, true): .flipped
            case (true, false, false): .transposed
            case (true, false, true): .turnedRight
            case (true, true, true): .transversed
            case (true, true, false): .turnedLeft
            }
    }

    /// The rotation without the reflection.
    fileprivate var clockwiseDegrees: Int {
        switch self {
        case .upright, .mirrored: 0
        case .turnedRight, .transversed: 90
        case .upsideDown, .flipped: 180
        case .turnedLeft, .transposed: 270
        }
    }
}
