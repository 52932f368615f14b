import FaceMaskCFFmpeg

/// The decoded pictures of an open video, one after another.
struct VideoPictures: ~Copyable {
    let information: VideoInformation
    let demuxer: VideoDemuxer
    let stream: UnsafeMutablePointer<AVStream>
    /// The last decoded picture.
    let picture: PictureFrame
    /// The number of frames and packets so far that could not be decoded.
    private(set) var brokenFrames = 0

    private let codec: Codec
    private let packet: EncodedPacket
    private let orientation: Orientation
    private let limits: VideoReader.Limits
    private let interrupt: VideoInterrupt
    private var ending = CompletenessCheck()
    private var brokenInARow = 0
    private var isDrained = false

    /// The seconds between reads of a nonblocking device: no camera is faster than 200 frames per second.
    private static let devicePause = 0.005

    init(_ demuxer: consuming VideoDemuxer, limits: VideoReader.Limits, interrupt: VideoInterrupt) throws(Fault) {
        let index = try demuxer.videoStream()
        let stream = try demuxer.stream(index)
        let orientation = Orientation(displayMatrix: facemask_display_matrix(stream))
        let aspect = av_guess_sample_aspect_ratio(demuxer.context, stream, nil)
        let shape = VideoShape(of: stream.pointee.codecpar, aspect: aspect, orientation: orientation)
        let information = try VideoInformation(demuxer, stream: index, shape: shape)
        let packet = try EncodedPacket()
        let picture = try PictureFrame()
        codec = try Self.openCodec(of: stream, limits: limits)
        self.packet = packet
        self.picture = picture
        (self.stream, self.orientation, self.information) = (stream, orientation, information)
        (self.limits, self.interrupt) = (limits, interrupt)
        self.demuxer = demuxer
    }

    /// The properties that determine the conversion of the current picture to an `Image`.
    var shape: VideoShape {
        VideoShape(
            of: picture.frame, aspect: av_guess_sample_aspect_ratio(demuxer.context, stream, picture.frame),
            orientation: orientation)
    }

    /// The unit of timestamps, in seconds.
    var unit: Double { stream.pointee.time_base.value ?? 1 }

    /// Decodes the next intact picture; returns `false` after the last one.
    mutating func next() throws -> Bool {
        av_frame_unref(picture.frame)
        while true {
            guard !interrupt.isRaised else { throw CancellationError() }
            switch avcodec_receive_frame(codec.context, picture.frame) {
            case 0...:
                let frame = picture.frame.pointee
                // A partly decoded frame would give a false result.
                if frame.decode_error_flags == 0 && frame.flags & AV_FRAME_FLAG_CORRUPT == 0 {
                    brokenInARow = 0
                    ending.countFrame()
                    return true
                }
                av_frame_unref(picture.frame)
                try countBroken(facemask_averror_invaliddata)
            case facemask_averror_eagain: try feed()
            case facemask_averror_eof: return false
            case facemask_averror_enomem: throw Fault(.outOfMemory, "there is not enough memory for a frame")
            case let status: try countBroken(status)
            }
        }
    }

    /// Returns what was wrong with the video as a whole, once it has ended. `isWhole` means that it was read from its
    /// beginning.
    func endingFault(isWhole: Bool) -> Fault? {
        ending.fault(
            demuxer.context, stream, isWhole: isWhole && !demuxer.isPlaylist, brokenFrames: brokenFrames,
            reason: codec.log.lastMessage)
    }

    /// Seeks to the last key frame before `time`, in seconds since the beginning. If a file has no index, the frames
    /// before are read instead.
    mutating func seek(to time: Double) {
        let target = ((time + information.startTime) / unit).rounded(.down)
        guard let stamp = Int64(exactly: target) else { return }
        av_seek_frame(demuxer.context, stream.pointee.index, stamp, AVSEEK_FLAG_BACKWARD)
    }

    /// Sends the next packet, or the end, to the decoder.
    private mutating func feed() throws {
        guard !isDrained else { throw Fault(.damaged, "its decoder stopped in the middle") }
        let status = try read()
        guard status >= 0 else {
            isDrained = true
            ending.stop(status: status, demuxer)
            avcodec_send_packet(codec.context, nil)
            return
        }
        defer { av_packet_unref(packet.packet) }
        let isOurs = packet.packet.pointee.stream_index == stream.pointee.index
        let isBroken = packet.packet.pointee.flags & AV_PKT_FLAG_CORRUPT != 0
        ending.pass(packet, of: try demuxer.stream(packet.packet.pointee.stream_index), isVideo: isOurs)
        guard isOurs else { return }
        if isBroken { return try countBroken(facemask_averror_invaliddata) }
        let sent = avcodec_send_packet(codec.context, packet.packet)
        if sent == facemask_averror_enomem { throw Fault(.outOfMemory, "there is not enough memory for a frame") }
        if sent < 0 { try countBroken(sent) }
    }

    /// Reads a packet within the source's time limit.
    private func read() throws -> Int32 {
        interrupt.allow(demuxer.opening.readingTimeout)
        var status = demuxer.read(into: packet)
        while status == facemask_averror_eagain && !interrupt.isRaised && !interrupt.isExpired {
            interrupt.pause(Self.devicePause)
            status = demuxer.read(into: packet)
        }
        if interrupt.isRaised { throw CancellationError() }
        let isInterrupted = status == facemask_averror_exit || status == facemask_averror_eagain
        guard isInterrupted, let patience = demuxer.opening.readingTimeout else { return status }
        throw Fault(.timedOut, "nothing arrived for \(patience.inWords) seconds")
    }

    private mutating func countBroken(_ status: Int32) throws(Fault) {
        brokenFrames += 1
        brokenInARow += 1
        guard brokenInARow > limits.brokenFramesInARow else { return }
        throw Fault(
            .tooManyBrokenFrames, "\(brokenInARow) frames in a row could not be decoded (\(codec.reason(status)))")
    }

    private static func openCodec(
        of stream: UnsafeMutablePointer<AVStream>, limits: VideoReader.Limits
    ) throws(Fault) -> Codec {
        guard let parameters = stream.pointee.codecpar else { throw Fault(.damaged, "its video has no codec") }
        let name = avcodec_get_name(parameters.pointee.codec_id).map { String(cString: $0) } ?? "unknown"
        guard let decoder = avcodec_find_decoder(parameters.pointee.codec_id) else {
            throw Fault(.unsupportedVideo, "this FFmpeg has no decoder for its codec '\(name)'")
        }
        let codec = try Codec(decoder)
        codec.context.pointee.thread_count = Int32(limits.threads)
        codec.context.pointee.max_pixels = Int64(limits.pixels)
        codec.context.pointee.pkt_timebase = stream.pointee.time_base
        var status = avcodec_parameters_to_context(codec.context, parameters)
        if status >= 0 { status = avcodec_open2(codec.context, decoder, nil) }
        guard status >= 0 else {
            throw Fault(.unsupportedVideo, "its codec '\(name)' cannot be decoded (\(codec.reason(status)))")
        }
        guard Int(parameters.pointee.width) * Int(parameters.pointee.height) <= limits.pixels else {
            throw Fault(.tooLarge, "it has \(parameters.pointee.width) × \(parameters.pointee.height) pixels")
        }
        return codec
    }
}

extension Double {
    /// The number as text, without a decimal point if it is whole.
    var inWords: String { Int(exactly: self).map(String.init) ?? String(self) }
}
