import FaceMaskCFFmpeg

/// Observes a file's packets to determine at the end whether the file was complete.
struct CompletenessCheck {
    private var frames = 0
    private var packets = 0
    private var latest = 0.0
    private var lastWasCutShort = false
    private var readingFault: Fault?

    /// The tolerance for a file's stated length, in seconds, in addition to one frame: sound has packets of a different
    /// length, and some containers don't state the last one's duration.
    private static let lengthTolerance = 0.5

    mutating func countFrame() { frames += 1 }

    mutating func pass(_ packet: borrowing EncodedPacket, of stream: UnsafeMutablePointer<AVStream>, isVideo: Bool) {
        let content = packet.packet.pointee
        if isVideo { packets += 1 }
        lastWasCutShort = content.flags & AV_PKT_FLAG_CORRUPT != 0
        let stamp = max(content.pts, content.dts)
        guard stamp != facemask_no_time, let unit = stream.pointee.time_base.value else { return }
        latest = max(latest, (Double(stamp) + Double(max(content.duration, 0))) * unit)
    }

    /// Records that reading has ended with `status`, which the demuxer may explain.
    mutating func stop(status: Int32, _ demuxer: borrowing VideoDemuxer) {
        guard status != facemask_averror_eof else { return }
        let reason = demuxer.log.reason(status)
        readingFault =
            demuxer.opening.kind == .file
            ? Fault(.truncated, "it is truncated or damaged after \(frames) frames (\(reason))")
            : Fault(.connectionLost, "the connection was lost after \(frames) frames (\(reason))")
    }

    /// Returns what was wrong with the file as a whole, if anything. `isWhole` means that it was read from its
    /// beginning.
    func fault(
        _ file: UnsafeMutablePointer<AVFormatContext>, _ stream: UnsafeMutablePointer<AVStream>, isWhole: Bool,
        brokenFrames: Int, reason: String?
    ) -> Fault? {
        if let readingFault { return readingFault }
        if lastWasCutShort { return truncated }
        guard isWhole else { return nil }
        if stream.pointee.nb_frames > packets { return truncated }
        let start = file.pointee.start_time == facemask_no_time ? 0 : file.pointee.start_time
        let stated = Double(file.pointee.duration) / Double(AV_TIME_BASE)
        let found = latest - Double(start) / Double(AV_TIME_BASE)
        let isStated =
            file.pointee.duration > 0 && file.pointee.duration_estimation_method == AVFMT_DURATION_FROM_STREAM
        let tolerance = Self.lengthTolerance + (stream.pointee.avg_frame_rate.value.map { 1 / $0 } ?? 0)
        if isStated && latest > 0 && stated > found + tolerance { return truncated }
        guard frames == 0 else { return nil }
        guard brokenFrames > 0 else { return Fault(.truncated, "it contains no frames") }
        return Fault(.damaged, "none of its frames could be decoded\(reason.map { " (\($0))" } ?? "")")
    }

    private var truncated: Fault { Fault(.truncated, "it is truncated: it ends after \(frames) frames") }
}
