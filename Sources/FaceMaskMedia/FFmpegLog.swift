import FaceMaskCFFmpeg
import Foundation
import Synchronization

/// The last error that one FFmpeg context logged. Also keeps FFmpeg from writing to stderr.
///
/// FFmpeg logs through one callback for the whole process. The callback receives the context that logs, whose `opaque`
/// field points to this object, so that threads don't receive each other's errors. A video decoder has several threads.
final class FFmpegLog: Sendable {
    private let message = Mutex<String?>(nil)

    var lastMessage: String? { message.withLock { $0 } }

    /// The maximum length of a message in bytes, as in FFmpeg's own callback (`LINE_SZ` in libavutil/log.c).
    private static let lineLength = 1024

    /// Replaces FFmpeg's callback once per process: errors go to the user as values, not to stderr.
    private static let redirection: Void = av_log_set_callback { context, level, format, arguments in
        guard level <= AV_LOG_ERROR, let context, let format, let arguments else { return }
        FFmpegLog.keeper(for: context)?.keep(format, arguments)
    }

    /// The class of file contexts, once there is one. Asking libavformat for it would load that library for photos.
    private static let formatClass = Atomic<UInt>(0)

    init() { Self.redirection }

    /// Attaches to `context`, which must not outlive this object.
    func attach(to context: UnsafeMutablePointer<AVCodecContext>) {
        context.pointee.opaque = Unmanaged.passUnretained(self).toOpaque()
    }

    /// Attaches to `context`, which must not outlive this object.
    func attach(to context: UnsafeMutablePointer<AVFormatContext>) {
        Self.formatClass.store(UInt(bitPattern: avformat_get_class()), ordering: .relaxed)
        context.pointee.opaque = Unmanaged.passUnretained(self).toOpaque()
    }

    /// Returns the reason of a failure: the logged error, or else FFmpeg's text for `status`, without secrets and
    /// without what this program adds to addresses.
    func reason(_ status: Int32) -> String {
        Secrets.hidden(in: lastMessage ?? ffmpegReason(status)).replacing(/\?timeout=\d+|\.$/, with: "")
    }

    /// Forgets the last error.
    func clear() { message.withLock { $0 = nil } }

    /// The object that receives the errors of contexts that can't point to one, such as network protocols, on each
    /// thread.
    private static let threadKey: pthread_key_t = {
        var key = pthread_key_t()
        pthread_key_create(&key, nil)
        return key
    }()

    /// Calls FFmpeg and, if `isCapturing`, stores the errors that any context logs on this thread during the call.
    func capturingErrors<Result>(_ isCapturing: Bool, _ call: () -> Result) -> Result {
        guard isCapturing else { return call() }
        pthread_setspecific(Self.threadKey, Unmanaged.passUnretained(self).toOpaque())
        defer { pthread_setspecific(Self.threadKey, nil) }
        return call()
    }

    private static func keeper(for context: UnsafeMutableRawPointer) -> FFmpegLog? {
        // Every context that logs starts with a pointer to its class; only codecs and files point to an `FFmpegLog`.
        guard let kind = context.load(as: UnsafePointer<AVClass>?.self) else { return nil }
        let keeper =
            if kind == avcodec_get_class() {
                context.assumingMemoryBound(to: AVCodecContext.self).pointee.opaque
            } else if UInt(bitPattern: kind) == formatClass.load(ordering: .relaxed) {
                context.assumingMemoryBound(to: AVFormatContext.self).pointee.opaque
            } else {
                UnsafeMutableRawPointer?.none
            }
        return (keeper ?? pthread_getspecific(threadKey)).map {
            Unmanaged<FFmpegLog>.fromOpaque($0).takeUnretainedValue()
        }
    }

    private func keep(_ format: UnsafePointer<CChar>, _ arguments: CVaListPointer) {
        let line = withUnsafeTemporaryAllocation(of: CChar.self, capacity: Self.lineLength) { buffer -> String in
            guard let start = buffer.baseAddress else { return "" }
            vsnprintf(start, Self.lineLength, format, arguments)
            return String(cString: start)
        }
        let words = line.trimmingCharacters(in: .whitespacesAndNewlines)
        message.withLock { $0 = words }
    }
}

/// Returns FFmpeg's text for one of its error numbers.
func ffmpegReason(_ status: Int32) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(AV_ERROR_MAX_STRING_SIZE)) { buffer in
        guard let start = buffer.baseAddress else { return "error \(status)" }
        // If FFmpeg isn't loaded, it writes nothing.
        start.pointee = 0
        av_strerror(status, start, buffer.count)
        return start.pointee == 0 ? "error \(status)" : String(cString: start)
    }
}
