import FaceMaskCFFmpeg
import Foundation

/// The sound of a video file, whose packets are copied unchanged.
struct VideoSoundtrack: ~Copyable {
    private let demuxer: VideoDemuxer
    private let packet: EncodedPacket
    private let source: UnsafeMutablePointer<AVStream>
    private let target: UnsafeMutablePointer<AVStream>
    private let start: Double
    private var isWaiting = false
    private var isAtEnd = false

    /// Returns the reason that a file's sound can't be copied, a clause.
    static func obstacle(in demuxer: borrowing VideoDemuxer, to muxer: borrowing VideoMuxer) throws(Fault) -> String? {
        guard let index = demuxer.soundStream(), let codec = try demuxer.stream(index).pointee.codecpar else {
            return nil
        }
        let name = avcodec_get_name(codec.pointee.codec_id).map { String(cString: $0) } ?? "unknown"
        guard avformat_query_codec(muxer.context.pointee.oformat, codec.pointee.codec_id, FF_COMPLIANCE_NORMAL) == 1
        else { return "its codec '\(name)' is not possible in MP4" }
        // Streams that can be joined at any point carry the AAC configuration in each packet; MP4 needs it in the
        // header.
        guard codec.pointee.codec_id != AV_CODEC_ID_AAC || codec.pointee.extradata_size > 0 else {
            return "its AAC has no configuration in the header"
        }
        return nil
    }

    /// Adds a stream to `muxer` for the sound of `demuxer`; `start` is the file's time at which the recording starts.
    init(_ demuxer: consuming VideoDemuxer, index: Int32, muxer: borrowing VideoMuxer, start: Double) throws(Fault) {
        let source = try demuxer.stream(index)
        let target = try muxer.addStream()
        guard avcodec_parameters_copy(target.pointee.codecpar, source.pointee.codecpar) >= 0 else {
            throw Fault(.outOfMemory, "there is not enough memory for its sound")
        }
        // The codec's tag is specific to the source container.
        target.pointee.codecpar.pointee.codec_tag = 0
        target.pointee.time_base = source.pointee.time_base
        let packet = try EncodedPacket()
        let origin = demuxer.context.pointee.start_time
        (self.source, self.target) = (source, target)
        self.start = start + (origin == facemask_no_time ? 0 : Double(origin) / Double(AV_TIME_BASE))
        self.packet = packet
        self.demuxer = demuxer
    }

    /// Copies the packets that start before `time`, in seconds since the recording's start. If the sound file breaks
    /// off, the sound ends there.
    mutating func copy(until time: Double, to muxer: borrowing VideoMuxer) throws(Fault) {
        while !isAtEnd {
            if !isWaiting && !readPacket() {
                isAtEnd = true
                return
            }
            let unit = source.pointee.time_base.value ?? 1
            let stamp = packet.packet.pointee.pts
            let elapsed = Double(stamp) * unit - start
            isWaiting = elapsed >= time
            guard !isWaiting else { return }
            if elapsed < 0 {
                av_packet_unref(packet.packet)
                continue
            }
            let shift = Int64((start / unit).rounded())
            packet.packet.pointee.pts -= shift
            packet.packet.pointee.dts = packet.packet.pointee.pts
            try muxer.write(packet, to: target, unit: source.pointee.time_base)
        }
    }

    /// Reads up to the next packet of sound that has a timestamp.
    private func readPacket() -> Bool {
        while av_read_frame(demuxer.context, packet.packet) >= 0 {
            let isOurs = packet.packet.pointee.stream_index == source.pointee.index
            let isWhole = packet.packet.pointee.flags & AV_PKT_FLAG_CORRUPT == 0
            if isOurs && isWhole && packet.packet.pointee.pts != facemask_no_time { return true }
            av_packet_unref(packet.packet)
        }
        return false
    }
}
