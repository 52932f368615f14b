import FaceMaskCFFmpeg
import Foundation

/// An open container, which yields the packets of all its streams in stored order.
struct VideoDemuxer: ~Copyable {
    let context: UnsafeMutablePointer<AVFormatContext>
    let log: FFmpegLog
    let opening: VideoOpening
    private let interrupt: VideoInterrupt

    /// Formats that accept any text, such as ANSI art.
    private static let refusedFormats: Set<String> = ["tty", "bin", "xbin", "adf", "idf"]

    /// Opens the source that `opening` describes and finds its streams.
    init(_ opening: VideoOpening, interrupt: VideoInterrupt) throws(Fault) {
        try MediaLibrary.load(opening.kind == .device ? .devices : .videos)
        let log = FFmpegLog()
        interrupt.allow(opening.openingTimeout)
        let context = try Self.openWithRetry(opening, log, interrupt)
        do throws(Fault) {
            try Self.findStreams(of: context, opening, log, interrupt)
        } catch {
            var context: UnsafeMutablePointer<AVFormatContext>? = context
            avformat_close_input(&context)
            throw error
        }
        (self.context, self.log, self.opening, self.interrupt) = (context, log, opening, interrupt)
    }

    /// Opens the file at `url` and finds its streams. Throws if it isn't a readable file, and for playlists: FFmpeg
    /// would wait for one to grow.
    init(file url: URL, interrupt: VideoInterrupt) throws(Fault) {
        let file = try PictureFile(url)
        let beginning = try file.bytes(limit: PictureFormat.signatureLength)
        guard !beginning.reader.starts(with: "#EXTM3U") else {
            throw Fault(.notAVideo, "it is a playlist, which refers to videos elsewhere")
        }
        try self.init(.file(url), interrupt: interrupt)
    }

    /// Opens the source at `address`.
    init(_ address: VideoAddress, connection: VideoConnection, interrupt: VideoInterrupt) throws(Fault) {
        if case .file(let url) = address {
            try self.init(file: url, interrupt: interrupt)
        } else {
            try self.init(VideoOpening(address, connection: connection), interrupt: interrupt)
        }
    }

    deinit {
        var context: UnsafeMutablePointer<AVFormatContext>? = self.context
        avformat_close_input(&context)
    }

    /// FFmpeg's names of the container's format.
    var formatNames: Set<String> { Self.formatNames(of: context) }

    /// Whether it is a playlist, whose stated duration is a sum of rounded durations.
    var isPlaylist: Bool { !formatNames.isDisjoint(with: ["hls", "dash"]) }

    private static func formatNames(of context: UnsafeMutablePointer<AVFormatContext>) -> Set<String> {
        let names = context.pointee.iformat?.pointee.name.map { String(cString: $0) } ?? ""
        return Set(names.split(separator: ",").map(String.init))
    }

    var streams: UnsafeBufferPointer<UnsafeMutablePointer<AVStream>?> {
        UnsafeBufferPointer(start: context.pointee.streams, count: Int(context.pointee.nb_streams))
    }

    func stream(_ index: Int32) throws(Fault) -> UnsafeMutablePointer<AVStream> {
        guard let stream = streams[Int(index)] else { throw Fault(.damaged, "it has lost a stream") }
        return stream
    }

    /// Returns the video stream to read: the default one, or else the largest. Cover pictures don't count.
    func videoStream() throws(Fault) -> Int32 {
        let videos = streams.compactMap { $0 }.filter { $0.pointee.isOfKind(AVMEDIA_TYPE_VIDEO) }
        let moving = videos.filter { $0.pointee.disposition & Self.coverMarks == 0 }
        if let chosen = Self.preferred(moving) { return chosen }
        guard videos.isEmpty else { throw Fault(.noVideo, "it contains a cover picture and no video") }
        let holdsSound = streams.contains { $0?.pointee.isOfKind(AVMEDIA_TYPE_AUDIO) == true }
        throw Fault(.noVideo, holdsSound ? "it contains sound and no video" : "it contains no video")
    }

    /// The sound stream marked as default, else the first one.
    func soundStream() -> Int32? {
        Self.preferred(streams.compactMap { $0 }.filter { $0.pointee.isOfKind(AVMEDIA_TYPE_AUDIO) })
    }

    /// Returns the first stream of the highest rank.
    private static func preferred(_ streams: [UnsafeMutablePointer<AVStream>]) -> Int32? {
        streams.reversed().max { $0.pointee.rank < $1.pointee.rank }?.pointee.index
    }

    private static let coverMarks = AV_DISPOSITION_ATTACHED_PIC | AV_DISPOSITION_TIMED_THUMBNAILS

    /// Reads the next packet and returns FFmpeg's status.
    func read(into packet: borrowing EncodedPacket) -> Int32 {
        guard opening.kind != .file else { return av_read_frame(context, packet.packet) }
        return log.capturingErrors(true) { av_read_frame(context, packet.packet) }
    }

    /// Opens the container. A recording that is truncated inside a fragment's header is opened again without its index.
    private static func openWithRetry(
        _ opening: VideoOpening, _ log: FFmpegLog, _ interrupt: VideoInterrupt
    ) throws(Fault) -> UnsafeMutablePointer<AVFormatContext> {
        do throws(Fault) {
            return try open(opening, log, interrupt)
        } catch {
            guard opening.kind == .file, error.code == .damaged else { throw error }
            log.clear()
            var sequential = opening
            sequential.options["fflags"] = "ignidx"
            guard let context = try? open(sequential, log, interrupt) else { throw error }
            return context
        }
    }

    private static func open(
        _ opening: VideoOpening, _ log: FFmpegLog, _ interrupt: VideoInterrupt
    ) throws(Fault) -> UnsafeMutablePointer<AVFormatContext> {
        if opening.kind == .device { avdevice_register_all() }
        let format = opening.format.flatMap { av_find_input_format($0) }
        if let name = opening.format, format == nil {
            throw Fault(.unsupported, "this FFmpeg was built without its format '\(name)'")
        }
        guard let empty = avformat_alloc_context() else {
            throw Fault(.outOfMemory, "there is not enough memory for its container")
        }
        log.attach(to: empty)
        if opening.isNonblocking { empty.pointee.flags |= AVFMT_FLAG_NONBLOCK }
        empty.pointee.interrupt_callback.opaque = Unmanaged.passUnretained(interrupt).toOpaque()
        empty.pointee.interrupt_callback.callback = { opaque in
            guard let opaque else { return 0 }
            let interrupt = Unmanaged<VideoInterrupt>.fromOpaque(opaque).takeUnretainedValue()
            return interrupt.isRaised || interrupt.isExpired ? 1 : 0
        }
        var dictionary: OpaquePointer?
        for (key, value) in opening.options { av_dict_set(&dictionary, key, value, 0) }
        defer { av_dict_free(&dictionary) }
        var context: UnsafeMutablePointer<AVFormatContext>? = empty
        let status = log.capturingErrors(opening.kind != .file) {
            avformat_open_input(&context, opening.address, format, &dictionary)
        }
        // On failure FFmpeg frees the context.
        guard status >= 0, let context else { throw opening.fault(status, log, interrupt) }
        return context
    }

    private static func findStreams(
        of context: UnsafeMutablePointer<AVFormatContext>, _ opening: VideoOpening, _ log: FFmpegLog,
        _ interrupt: VideoInterrupt
    ) throws(Fault) {
        guard formatNames(of: context).isDisjoint(with: refusedFormats) else { throw Fault(.notAVideo, "it is text") }
        let status = log.capturingErrors(opening.kind != .file) { avformat_find_stream_info(context, nil) }
        guard status >= 0, opening.kind == .file || !interrupt.isExpired else {
            throw opening.fault(status, log, interrupt)
        }
    }
}

extension AVStream {
    fileprivate func isOfKind(_ kind: AVMediaType) -> Bool { codecpar?.pointee.codec_type == kind }

    /// The stream's default flag first, then its size, which is 0 for sound.
    fileprivate var rank: (Int, Int) {
        let size = codecpar.map { Int($0.pointee.width) * Int($0.pointee.height) } ?? 0
        return (disposition & AV_DISPOSITION_DEFAULT == 0 ? 0 : 1, size)
    }
}

extension AVRational {
    /// The quotient; `nil` if FFmpeg doesn't know it.
    var value: Double? { num > 0 && den > 0 ? Double(num) / Double(den) : nil }
}
