import CFFmpeg
import FaceMaskCore
import Foundation

/// An open video: a container, its video's decoder, and where in it we are.
struct VideoSource: ~Copyable {
    let information: VideoInformation
    /// Frames and packets that could not be decoded, so far.
    private(set) var brokenFrames = 0

    private let demuxer: VideoDemuxer
    private let codec: Codec
    private let packet: VideoPacket
    private let picture: PictureFrame
    private let stream: UnsafeMutablePointer<AVStream>
    private let orientation: Orientation
    private let limits: VideoReader.Limits
    private let selection: FrameSelection
    private var converter: VideoConverter?
    private var clock: VideoClock
    private var chooser: FrameChooser
    private var ending = VideoEnding()
    private var brokenInARow = 0
    private var isDrained = false

    init(
        _ demuxer: consuming VideoDemuxer, selection: FrameSelection, limits: VideoReader.Limits
    ) throws(Fault) {
        let index = try demuxer.videoStream()
        let stream = try demuxer.stream(index)
        let orientation = Orientation(displayMatrix: facemask_display_matrix(stream))
        let aspect = av_guess_sample_aspect_ratio(demuxer.context, stream, nil)
        let shape = VideoShape(of: stream.pointee.codecpar, aspect: aspect, orientation: orientation)
        let information = try VideoInformation(demuxer, stream: index, shape: shape)
        let packet = try VideoPacket()
        let picture = try PictureFrame()
        codec = try Self.openCodec(of: stream, limits: limits)
        self.packet = packet
        self.picture = picture
        clock = VideoClock(
            unit: stream.pointee.time_base.value ?? 1, origin: demuxer.context.pointee.start_time,
            frameRate: information.frameRate)
        chooser = FrameChooser(selection)
        (self.stream, self.orientation, self.information) = (stream, orientation, information)
        (self.selection, self.limits) = (selection, limits)
        self.demuxer = demuxer
        if selection.start > 0 { seek(to: selection.start) }
    }

    /// The next wanted frame; nil after the last one.
    ///
    /// What can be read of a file that is cut off comes first, then the fault.
    mutating func next() throws -> Frame? {
        while true {
            try Task.checkCancellation()
            switch avcodec_receive_frame(codec.context, picture.frame) {
            case 0...:
                defer { av_frame_unref(picture.frame) }
                if let answer = try frame() { return answer.frame }
            case facemask_averror_eagain: try feed()
            case facemask_averror_eof: return try end()
            case facemask_averror_enomem: throw Fault(.outOfMemory, "there is no memory for a frame")
            case let status: try countBroken(status)
            }
        }
    }

    /// Looks at the frame that was decoded; nil says to go on.
    private mutating func frame() throws(Fault) -> (frame: Frame?, Void)? {
        let frame = picture.frame
        // A frame with a hole in it gives a false answer.
        guard frame.pointee.decode_error_flags == 0, frame.pointee.flags & AV_FRAME_FLAG_CORRUPT == 0 else {
            try countBroken(facemask_averror_invaliddata)
            return nil
        }
        brokenInARow = 0
        ending.countFrame()
        let time = clock.time(of: picture)
        switch chooser.choice(at: time) {
        case .skip: return nil
        case .end: return (nil, ())
        case .take(let index):
            let aspect = av_guess_sample_aspect_ratio(demuxer.context, stream, frame)
            let shape = VideoShape(of: frame, aspect: aspect, orientation: orientation)
            if converter?.shape != shape { converter = try VideoConverter(shape) }
            guard let image = try converter?.image(from: picture) else { return nil }
            return (Frame(image: image, time: time, index: index), ())
        }
    }

    /// Hands the decoder the next packet, or the end.
    private mutating func feed() throws {
        guard !isDrained else { throw Fault(.damaged, "its decoder stopped in the middle") }
        let status = av_read_frame(demuxer.context, packet.packet)
        if status == facemask_averror_exit { throw CancellationError() }
        guard status >= 0 else {
            isDrained = true
            ending.stop(status: status, log: demuxer.log)
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
        if sent == facemask_averror_enomem { throw Fault(.outOfMemory, "there is no memory for a frame") }
        if sent < 0 { try countBroken(sent) }
    }

    private mutating func countBroken(_ status: Int32) throws(Fault) {
        brokenFrames += 1
        brokenInARow += 1
        guard brokenInARow > limits.brokenFramesInARow else { return }
        throw Fault(
            .tooManyBrokenFrames, "\(brokenInARow) frames in a row could not be decoded (\(codec.reason(status)))")
    }

    private func end() throws(Fault) -> Frame? {
        let isWhole = selection.start == 0
        if let fault = ending.fault(
            demuxer.context, stream, isWhole: isWhole, brokenFrames: brokenFrames, reason: codec.log.lastMessage)
        {
            throw fault
        }
        return nil
    }

    /// Goes to the last key frame before `time`. Where a file has no index the frames before are read instead.
    private mutating func seek(to time: Double) {
        let unit = stream.pointee.time_base.value ?? 1
        let target = ((time + information.startTime) / unit).rounded(.down)
        guard let stamp = Int64(exactly: target) else { return }
        av_seek_frame(demuxer.context, stream.pointee.index, stamp, AVSEEK_FLAG_BACKWARD)
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
