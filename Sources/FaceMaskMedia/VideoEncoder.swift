import FaceMaskCFFmpeg
import FaceMaskCore

/// Encodes pictures of one size as H.264 with libx264.
struct VideoEncoder: ~Copyable {
    let width: Int
    let height: Int
    private let codec: Codec
    private let scaler: VideoScaler
    private let picture: PictureFrame
    private let padded: PictureFrame
    private var lastKey: Double?

    /// Time units per second. The durations of frames at 24, 25, 30, 50 and 60 Hz, at NTSC's rates (24,000 ÷ 1,001 …),
    /// and milliseconds are whole numbers of units.
    static let clockRate: Int32 = 120_000
    static let unit = AVRational(num: 1, den: clockRate)
    /// The minimum time between key frames in seconds: the loss when the program is killed, and the step of seeking.
    private static let keyInterval = 2.0

    /// Few frames are buffered, and threads share a frame. For 720p video this saves 35 of 90 MiB, with the same
    /// quality for the size.
    private static let lowMemoryOptions = "sliced-threads=1:rc-lookahead=4:sync-lookahead=0"

    /// `quality` is libx264's constant rate factor.
    init(width: Int, height: Int, options: VideoWriter.Options) throws(Fault) {
        try MediaLibrary.load(.pictures)
        guard let encoder = avcodec_find_encoder_by_name("libx264") else {
            throw Fault(.noVideoEncoder, "this FFmpeg was built without libx264")
        }
        // Chroma has half the resolution, so H.264 has even sides only; the last column or row is repeated.
        let (wide, high) = (width + width % 2, height + height % 2)
        let colors = VideoColors(writingHeight: high)
        let picture = try PictureFrame(width: wide, height: high, format: AV_PIX_FMT_YUV420P)
        let padded = try PictureFrame(width: wide, height: high, format: AV_PIX_FMT_RGB24)
        let scaler = try VideoScaler(
            from: .init(width: wide, height: high, format: AV_PIX_FMT_RGB24, colors: nil),
            to: .init(width: wide, height: high, format: AV_PIX_FMT_YUV420P, colors: colors),
            flags: SWS_BILINEAR | SWS_ACCURATE_RND)
        let codec = try Codec(encoder)
        Self.configure(codec.context, picture: picture, colors: colors, options: options)
        let status = avcodec_open2(codec.context, encoder, nil)
        guard status >= 0 else {
            throw Fault(.notEncodable, "H.264 does not take \(width) × \(height) pixels (\(codec.reason(status)))")
        }
        (self.width, self.height) = (width, height)
        self.codec = codec
        self.picture = picture
        self.padded = padded
        self.scaler = scaler
    }

    var parameters: UnsafePointer<AVCodecContext> { UnsafePointer(codec.context) }

    /// Encodes `image`, which has this encoder's size, to be shown at `stamp` units.
    mutating func send(_ image: Image, at stamp: Int64) throws(Fault) {
        fill(from: image)
        guard av_frame_make_writable(picture.frame) >= 0 else {
            throw Fault(.outOfMemory, "there is not enough memory for its pixels")
        }
        try scaler.scale(
            padded.planes.map { UnsafePointer($0) }, strides: padded.strides, into: picture.planes,
            strides: picture.strides)
        picture.frame.pointee.pts = stamp
        picture.frame.pointee.pict_type = isKey(at: stamp) ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE
        let status = avcodec_send_frame(codec.context, picture.frame)
        guard status >= 0 else { throw fault(status) }
    }

    /// Tells the encoder that no more pictures follow.
    func finish() throws(Fault) {
        let status = avcodec_send_frame(codec.context, nil)
        guard status >= 0 else { throw fault(status) }
    }

    /// Puts the next encoded frame into `packet`. Returns false if the encoder needs more pictures, or at the end.
    func receive(_ packet: borrowing EncodedPacket) throws(Fault) -> Bool {
        switch avcodec_receive_packet(codec.context, packet.packet) {
        case 0...: return true
        case facemask_averror_eagain, facemask_averror_eof: return false
        case let status: throw fault(status)
        }
    }

    private mutating func isKey(at stamp: Int64) -> Bool {
        let time = Double(stamp) / Double(Self.clockRate)
        if let lastKey, time - lastKey < Self.keyInterval { return false }
        lastKey = time
        return true
    }

    private func fill(from image: Image) {
        guard let start = padded.frame.pointee.data.0 else { return }
        let (rowLength, stride) = (image.width * 3, Int(padded.frame.pointee.linesize.0))
        let (wide, high) = (Int(padded.frame.pointee.width), Int(padded.frame.pointee.height))
        image.pixels.withUnsafeBufferPointer { pixels in
            guard let source = pixels.baseAddress else { return }
            for y in 0..<high {
                let row = start + y * stride
                row.update(from: source + min(y, image.height - 1) * rowLength, count: rowLength)
                if wide > image.width { (row + rowLength).update(from: row + rowLength - 3, count: 3) }
            }
        }
    }

    private func fault(_ status: Int32) -> Fault {
        status == facemask_averror_enomem
            ? Fault(.outOfMemory, "there is not enough memory to encode")
            : Fault(.notEncodable, "encoding failed (\(codec.reason(status)))")
    }

    private static func configure(
        _ context: UnsafeMutablePointer<AVCodecContext>, picture: borrowing PictureFrame, colors: VideoColors,
        options: VideoWriter.Options
    ) {
        context.pointee.width = picture.frame.pointee.width
        context.pointee.height = picture.frame.pointee.height
        context.pointee.pix_fmt = AV_PIX_FMT_YUV420P
        context.pointee.time_base = unit
        // For the rate control only; the file holds the frames' own times.
        context.pointee.framerate = AVRational(num: Int32((options.frameRate * 1000).rounded()), den: 1000)
        context.pointee.color_range = AVCOL_RANGE_MPEG
        let isHighDefinition = colors.matrix == SWS_CS_ITU709
        context.pointee.colorspace = isHighDefinition ? AVCOL_SPC_BT709 : AVCOL_SPC_SMPTE170M
        context.pointee.color_primaries = isHighDefinition ? AVCOL_PRI_BT709 : AVCOL_PRI_SMPTE170M
        context.pointee.color_trc = isHighDefinition ? AVCOL_TRC_BT709 : AVCOL_TRC_SMPTE170M
        // Frames that depend on later ones would need an edit list, and the header is written too early for one.
        context.pointee.max_b_frames = 0
        // Key frames follow the time; this is only a limit for very high rates.
        context.pointee.gop_size = 600
        context.pointee.thread_count = Int32(options.threads)
        context.pointee.flags |= AV_CODEC_FLAG_GLOBAL_HEADER
        av_opt_set(context.pointee.priv_data, "preset", options.preset.rawValue, 0)
        av_opt_set(context.pointee.priv_data, "crf", String(options.quality), 0)
        av_opt_set(context.pointee.priv_data, "forced-idr", "1", 0)
        av_opt_set(context.pointee.priv_data, "x264-params", lowMemoryOptions, 0)
    }
}
