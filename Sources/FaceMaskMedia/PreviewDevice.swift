import FaceMaskCFFmpeg
import FaceMaskCore
import Foundation
import Synchronization

/// FFmpeg's output device `sdl2`, opened for pictures of one size. Used on one thread only.
struct PreviewDevice: ~Copyable {
    private let context: UnsafeMutablePointer<AVFormatContext>
    private let packet: EncodedPacket
    private let log: FFmpegLog
    private let width: Int
    private let height: Int
    private let claim: WindowClaim
    private var shown: Int64 = 0

    /// The maximum initial size of a window: it fits a desktop of 1,366 × 768, the smallest common one.
    private static let largestSize = (width: 1280, height: 640)
    /// The drivers that SDL falls back on if it finds no screen. They show nothing.
    private static let unseenDrivers: Set<String> = ["offscreen", "dummy", "evdev"]

    /// The maximum number of events handled per picture, so that many events can't delay pictures. Opening causes about
    /// ten.
    private static let maximumEvents = 50

    init(title: String, width: Int, height: Int, environment: [String: String]) throws(Fault) {
        try MediaLibrary.load(.devices)
        let claim = try WindowClaim()
        let packet = try EncodedPacket()
        let log = FFmpegLog()
        let context = try Self.open(title: title, width: width, height: height, environment, log)
        (self.context, self.log, self.width, self.height) = (context, log, width, height)
        self.packet = packet
        self.claim = claim
    }

    deinit {
        av_write_trailer(context)
        avformat_free_context(context)
    }

    /// Returns whether `image` has this device's size.
    func shows(_ image: Image) -> Bool { (image.width, image.height) == (width, height) }

    /// Shows `image`; returns `false` if the user has closed the window.
    mutating func show(_ image: Image) throws(Fault) -> Bool {
        // The device handles one event per picture; at one picture per second, a key press would wait long.
        for _ in 0..<Self.maximumEvents {
            guard try write(image) else { return false }
            if SDL_HasEvents(facemask_sdl_quit, facemask_sdl_poll_sentinel - 1) == 0 { break }
        }
        return true
    }

    private mutating func write(_ image: Image) throws(Fault) -> Bool {
        shown += 1
        let status = image.pixels.withUnsafeBufferPointer { pixels in
            // The packet only borrows the pixels: FFmpeg reads them before it returns.
            packet.packet.pointee.data = UnsafeMutablePointer(mutating: pixels.baseAddress)
            packet.packet.pointee.size = Int32(pixels.count)
            (packet.packet.pointee.pts, packet.packet.pointee.dts) = (shown, shown)
            defer { (packet.packet.pointee.data, packet.packet.pointee.size) = (nil, 0) }
            return log.capturingErrors(true) { av_write_frame(context, packet.packet) }
        }
        switch status {
        case 0...: return true
        case -EIO: return false
        case facemask_averror_enomem: throw Fault(.outOfMemory, "there is not enough memory for a picture")
        default: throw Fault(.noScreen, "the window can't show a picture (\(log.reason(status)))")
        }
    }

    private static func open(
        title: String, width: Int, height: Int, _ environment: [String: String], _ log: FFmpegLog
    ) throws(Fault) -> UnsafeMutablePointer<AVFormatContext> {
        let context = try makeContext(title: title, log)
        do throws(Fault) {
            try begin(context, title: title, width: width, height: height, log)
            try check(environment, context)
            return context
        } catch {
            avformat_free_context(context)
            throw error
        }
    }

    private static func makeContext(
        title: String, _ log: FFmpegLog
    ) throws(Fault) -> UnsafeMutablePointer<AVFormatContext> {
        avdevice_register_all()
        var context: UnsafeMutablePointer<AVFormatContext>?
        let status = log.capturingErrors(true) { avformat_alloc_output_context2(&context, nil, "sdl2", title) }
        guard status >= 0, let context else {
            throw status == facemask_averror_enomem
                ? Fault(.outOfMemory, "there is not enough memory for a window")
                : Fault(.noWindows, "this FFmpeg was built without its device 'sdl2'")
        }
        log.attach(to: context)
        return context
    }

    private static func begin(
        _ context: UnsafeMutablePointer<AVFormatContext>, title: String, width: Int, height: Int, _ log: FFmpegLog
    ) throws(Fault) {
        guard let parameters = avformat_new_stream(context, nil)?.pointee.codecpar else {
            throw Fault(.outOfMemory, "there is not enough memory for a stream")
        }
        parameters.pointee.codec_type = AVMEDIA_TYPE_VIDEO
        parameters.pointee.codec_id = AV_CODEC_ID_RAWVIDEO
        // SDL takes RGB pixels directly.
        parameters.pointee.format = AV_PIX_FMT_RGB24.rawValue
        (parameters.pointee.width, parameters.pointee.height) = (Int32(width), Int32(height))
        var options: OpaquePointer?
        defer { av_dict_free(&options) }
        av_dict_set(&options, "window_title", title, 0)
        av_dict_set(&options, "window_size", windowSize(width, height), 0)
        let status = log.capturingErrors(true) { avformat_write_header(context, &options) }
        // The device returns 0 even if it has failed; only the logged error shows that.
        guard status >= 0, log.lastMessage == nil else {
            throw Fault(.noScreen, "the window can't be opened (\(log.reason(status)))")
        }
    }

    private static func windowSize(_ width: Int, _ height: Int) -> String {
        let scale = min(1, Double(largestSize.width) / Double(width), Double(largestSize.height) / Double(height))
        let sides = [width, height].map { max(1, Int((Double($0) * scale).rounded())) }
        return "\(sides[0])x\(sides[1])"
    }

    /// Throws if the window is invisible, unless the user asked SDL for that; disables mouse motion events.
    private static func check(
        _ environment: [String: String], _ context: UnsafeMutablePointer<AVFormatContext>
    ) throws(Fault) {
        let driver = SDL_GetCurrentVideoDriver().map { String(cString: $0) } ?? ""
        guard !unseenDrivers.contains(driver) || environment["SDL_VIDEODRIVER"]?.isEmpty == false else {
            av_write_trailer(context)
            throw Fault(.noScreen, "there is no screen that this program may use (DISPLAY is \(place(environment)))")
        }
        // A moving mouse causes a hundred events per second, each of which redraws the window.
        _ = SDL_EventState(facemask_sdl_mouse_motion, 0)
    }

    private static func place(_ environment: [String: String]) -> String {
        environment["DISPLAY"].map { "'\($0)'" } ?? "not set"
    }
}

/// The right to have a window; a process has only one.
private struct WindowClaim: ~Copyable {
    private static let isTaken = Atomic(false)

    init() throws(Fault) {
        guard !Self.isTaken.exchange(true, ordering: .acquiringAndReleasing) else {
            throw Fault(.windowTaken, "this program already shows a window, and can show only one")
        }
    }

    deinit { Self.isTaken.store(false, ordering: .releasing) }
}
