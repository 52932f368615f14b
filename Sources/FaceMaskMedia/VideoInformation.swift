import FaceMaskCFFmpeg

/// What a video's headers say of it.
public struct VideoInformation: Sendable, Hashable {
    /// Pixels of an upright frame with square pixels. Frames may change their size later.
    public let width: Int
    /// Pixels of an upright frame with square pixels.
    public let height: Int
    /// Frames in a second on average; nil when the file doesn't say.
    public let frameRate: Double?
    /// Seconds; nil when the file doesn't say, as after a recording that was cut off.
    public let duration: Double?
    /// The number of frames; nil when the file doesn't say.
    public let frameCount: Int?
    /// FFmpeg's name of the codec, such as `h264`.
    public let codec: String
    /// Degrees by which the stored frames are turned clockwise to stand upright: 0, 90, 180 or 270.
    public let rotation: Int
    /// Whether there is sound besides.
    public let hasSound: Bool
    /// What the file's own clock shows when the video's begins, in seconds. Times count from there.
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
    /// Reads a display matrix: where it sends the stored picture's right and bottom. Turns by other than quarters go to
    /// the nearest.
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

    /// The turn without the mirror.
    fileprivate var clockwiseDegrees: Int {
        switch self {
        case .upright, .mirrored: 0
        case .turnedRight, .transversed: 90
        case .upsideDown, .flipped: 180
        case .turnedLeft, .transposed: 270
        }
    }
}
