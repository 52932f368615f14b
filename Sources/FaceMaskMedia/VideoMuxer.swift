import FaceMaskCFFmpeg

/// A fragmented MP4 file, which can be played up to the last complete fragment wherever writing stops.
struct VideoMuxer: ~Copyable {
    let context: UnsafeMutablePointer<AVFormatContext>

    /// Creates the container at `path`; streams are added before `begin`.
    init(path: String) throws(Fault) {
        try MediaLibrary.load(.videos)
        var context: UnsafeMutablePointer<AVFormatContext>?
        let status = avformat_alloc_output_context2(&context, nil, "mp4", nil)
        guard status >= 0, let created = context else {
            throw Fault(.noVideoEncoder, "this FFmpeg cannot write MP4 (\(ffmpegReason(status)))")
        }
        let opened = avio_open(&created.pointee.pb, "file:" + path, AVIO_FLAG_WRITE)
        guard opened >= 0 else {
            avformat_free_context(created)
            throw Self.fault(opened)
        }
        // Each complete fragment is flushed to the system, so that a killed program loses only the last one.
        created.pointee.flags |= AVFMT_FLAG_FLUSH_PACKETS | AVFMT_FLAG_BITEXACT
        self.context = created
    }

    deinit {
        avio_closep(&context.pointee.pb)
        avformat_free_context(context)
    }

    func addStream() throws(Fault) -> UnsafeMutablePointer<AVStream> {
        guard let stream = avformat_new_stream(context, nil) else {
            throw Fault(.outOfMemory, "there is not enough memory for a stream")
        }
        return stream
    }

    /// Writes the header. A fragment starts at each key frame.
    func begin() throws(Fault) {
        var options: OpaquePointer?
        av_dict_set(&options, "movflags", "empty_moov+default_base_moof+frag_keyframe", 0)
        defer { av_dict_free(&options) }
        try check(avformat_write_header(context, &options))
    }

    /// Writes `packet`, whose times are in `unit`, to `stream`, and empties it.
    func write(_ packet: borrowing EncodedPacket, to stream: UnsafeMutablePointer<AVStream>, unit: AVRational)
        throws(Fault)
    {
        packet.packet.pointee.stream_index = stream.pointee.index
        packet.packet.pointee.pos = -1
        av_packet_rescale_ts(packet.packet, unit, stream.pointee.time_base)
        try check(av_interleaved_write_frame(context, packet.packet))
    }

    /// Writes the remaining packets and closes the file.
    func end() throws(Fault) {
        try check(av_write_trailer(context))
        try check(avio_closep(&context.pointee.pb))
    }

    /// Checks the stream as well as `status`: FFmpeg reports disk errors late, and only there.
    private func check(_ status: Int32) throws(Fault) {
        guard status >= 0 else { throw Self.fault(status) }
        let late = context.pointee.pb?.pointee.error ?? 0
        guard late >= 0 else { throw Self.fault(late) }
    }

    private static func fault(_ status: Int32) -> Fault {
        switch status {
        case facemask_averror_enomem: Fault(.outOfMemory, "there is not enough memory for its packets")
        // FFmpeg's own error numbers are made of letters and far below the system's.
        case -4095..<0: AtomicFile.fault(-status)
        default: Fault(.notWritable, ffmpegReason(status))
        }
    }
}
