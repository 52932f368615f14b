import CFFmpeg
import Foundation
import Synchronization

/// Stops blocking reads of one file or stream from another thread.
final class VideoInterrupt: Sendable {
    private let flag = Atomic<Bool>(false)

    var isRaised: Bool { flag.load(ordering: .relaxed) }

    func raise() { flag.store(true, ordering: .relaxed) }
}

/// An encoded piece of video or sound.
struct VideoPacket: ~Copyable {
    let packet: UnsafeMutablePointer<AVPacket>

    init() throws(Fault) {
        guard let packet = av_packet_alloc() else { throw Fault(.outOfMemory, "there is no memory for a packet") }
        self.packet = packet
    }

    deinit {
        var packet: UnsafeMutablePointer<AVPacket>? = self.packet
        av_packet_free(&packet)
    }
}

/// An open container, from which packets of all its streams come in the order in which they lie there.
struct VideoDemuxer: ~Copyable {
    let context: UnsafeMutablePointer<AVFormatContext>
    let log: FFmpegLog
    private let interrupt: VideoInterrupt

    /// Formats that take any text for a picture made of letters.
    private static let refusedFormats: Set<String> = ["tty", "bin", "xbin", "adf", "idf"]

    /// Opens the file at `url` and looks at its streams.
    init(file url: URL, interrupt: VideoInterrupt) throws(Fault) {
        try Self.check(url)
        let log = FFmpegLog()
        let context = try Self.open("file:" + url.path(percentEncoded: false), log, interrupt)
        do throws(Fault) {
            try Self.lookAtStreams(of: context, log)
        } catch {
            var context: UnsafeMutablePointer<AVFormatContext>? = context
            avformat_close_input(&context)
            throw error
        }
        (self.context, self.log, self.interrupt) = (context, log, interrupt)
    }

    deinit {
        var context: UnsafeMutablePointer<AVFormatContext>? = self.context
        avformat_close_input(&context)
    }

    var streams: UnsafeBufferPointer<UnsafeMutablePointer<AVStream>?> {
        UnsafeBufferPointer(start: context.pointee.streams, count: Int(context.pointee.nb_streams))
    }

    func stream(_ index: Int32) throws(Fault) -> UnsafeMutablePointer<AVStream> {
        guard let stream = streams[Int(index)] else { throw Fault(.damaged, "it has lost a stream") }
        return stream
    }

    /// The stream of moving pictures to look at: the one marked as default, else the largest. Covers don't count.
    func videoStream() throws(Fault) -> Int32 {
        let videos = streams.compactMap { $0 }.filter { $0.pointee.isOfKind(AVMEDIA_TYPE_VIDEO) }
        let moving = videos.filter { $0.pointee.disposition & Self.coverMarks == 0 }
        if let chosen = Self.preferred(moving) { return chosen }
        guard videos.isEmpty else { throw Fault(.noVideo, "it holds a cover picture and no video") }
        let holdsSound = streams.contains { $0?.pointee.isOfKind(AVMEDIA_TYPE_AUDIO) == true }
        throw Fault(.noVideo, holdsSound ? "it holds sound and no video" : "it holds no video")
    }

    /// The first stream of sound, the one marked as default before others.
    func soundStream() -> Int32? {
        Self.preferred(streams.compactMap { $0 }.filter { $0.pointee.isOfKind(AVMEDIA_TYPE_AUDIO) })
    }

    /// The first of the highest rank.
    private static func preferred(_ streams: [UnsafeMutablePointer<AVStream>]) -> Int32? {
        streams.reversed().max { $0.pointee.rank < $1.pointee.rank }?.pointee.index
    }

    private static let coverMarks = AV_DISPOSITION_ATTACHED_PIC | AV_DISPOSITION_TIMED_THUMBNAILS

    /// Refuses what is no readable file, and playlists: FFmpeg would wait for one to grow.
    private static func check(_ url: URL) throws(Fault) {
        let file = try PictureFile(url)
        let beginning = try file.bytes(limit: PictureFormat.signatureLength)
        guard !beginning.reader.starts(with: "#EXTM3U") else {
            throw Fault(.notAVideo, "it is a playlist, which names videos that lie elsewhere")
        }
    }

    /// Opens `address`; a recording that is cut off inside a fragment's header once more, without looking at its end.
    private static func open(
        _ address: String, _ log: FFmpegLog, _ interrupt: VideoInterrupt
    ) throws(Fault) -> UnsafeMutablePointer<AVFormatContext> {
        // A playlist may name files, never addresses: a video can't make this program call out.
        let options = ["protocol_whitelist": "file"]
        do throws(Fault) {
            return try open(address, options: options, log, interrupt)
        } catch {
            guard error.code == .damaged else { throw error }
            log.clear()
            let sequential = options.merging(["fflags": "ignidx"]) { old, _ in old }
            guard let context = try? open(address, options: sequential, log, interrupt) else { throw error }
            return context
        }
    }

    private static func open(
        _ address: String, options: [String: String], _ log: FFmpegLog, _ interrupt: VideoInterrupt
    ) throws(Fault) -> UnsafeMutablePointer<AVFormatContext> {
        guard let empty = avformat_alloc_context() else {
            throw Fault(.outOfMemory, "there is no memory for its container")
        }
        log.attach(to: empty)
        empty.pointee.interrupt_callback.opaque = Unmanaged.passUnretained(interrupt).toOpaque()
        empty.pointee.interrupt_callback.callback = { opaque in
            guard let opaque else { return 0 }
            return Unmanaged<VideoInterrupt>.fromOpaque(opaque).takeUnretainedValue().isRaised ? 1 : 0
        }
        var dictionary: OpaquePointer?
        for (key, value) in options { av_dict_set(&dictionary, key, value, 0) }
        defer { av_dict_free(&dictionary) }
        var context: UnsafeMutablePointer<AVFormatContext>? = empty
        let status = avformat_open_input(&context, address, nil, &dictionary)
        // On failure FFmpeg has freed the context.
        guard status >= 0, let context else { throw openingFault(status, log) }
        return context
    }

    private static func lookAtStreams(of context: UnsafeMutablePointer<AVFormatContext>, _ log: FFmpegLog) throws(Fault)
    {
        let name = context.pointee.iformat?.pointee.name.map { String(cString: $0) } ?? ""
        guard !refusedFormats.contains(name) else { throw Fault(.notAVideo, "it is a text") }
        let status = avformat_find_stream_info(context, nil)
        guard status >= 0 else { throw openingFault(status, log) }
    }

    private static func openingFault(_ status: Int32, _ log: FFmpegLog) -> Fault {
        switch (status, log.lastMessage) {
        case (facemask_averror_enomem, _): Fault(.outOfMemory, "there is no memory for its container")
        case (facemask_averror_invaliddata, nil): Fault(.notAVideo, "its bytes are of no video format")
        case (_, let message): Fault(.damaged, "its beginning is broken (\(message ?? ffmpegReason(status)))")
        }
    }
}

extension AVStream {
    fileprivate func isOfKind(_ kind: AVMediaType) -> Bool { codecpar?.pointee.codec_type == kind }

    /// Marked as default first, then by size; sound has none.
    fileprivate var rank: (Int, Int) {
        let size = codecpar.map { Int($0.pointee.width) * Int($0.pointee.height) } ?? 0
        return (disposition & AV_DISPOSITION_DEFAULT == 0 ? 0 : 1, size)
    }
}

extension AVRational {
    /// The quotient; nil when FFmpeg doesn't know it.
    var value: Double? { num > 0 && den > 0 ? Double(num) / Double(den) : nil }
}
