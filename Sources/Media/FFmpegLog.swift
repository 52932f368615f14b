import CFFmpeg
import Foundation

/// Keeps the last complaint of one FFmpeg context, and keeps FFmpeg from writing to stderr.
///
/// FFmpeg logs through one callback for the whole process. It is told which context speaks, and the context's `opaque`
/// field leads to the keeper, so threads don't hear each other's complaints.
final class FFmpegLog {
    private(set) var lastMessage: String?

    /// Room for one line; FFmpeg's own callback takes as much (`LINE_SZ` in libavutil/log.c).
    private static let lineLength = 1024

    /// Set once for the process: a library's words reach people through errors, not through stderr.
    private static let redirection: Void = av_log_set_callback { context, level, format, arguments in
        guard level <= AV_LOG_ERROR, let context, let format, let arguments else { return }
        FFmpegLog.keeper(for: context)?.keep(format, arguments)
    }

    init() { Self.redirection }

    /// Starts listening to `context`, which must not outlive this object.
    func attach(to context: UnsafeMutablePointer<AVCodecContext>) {
        context.pointee.opaque = Unmanaged.passUnretained(self).toOpaque()
    }

    private static func keeper(for context: UnsafeMutableRawPointer) -> FFmpegLog? {
        // Every context that logs begins with a pointer to its class; only codec contexts carry a keeper.
        guard context.load(as: UnsafePointer<AVClass>?.self) == avcodec_get_class(),
            let keeper = context.assumingMemoryBound(to: AVCodecContext.self).pointee.opaque
        else { return nil }
        return Unmanaged<FFmpegLog>.fromOpaque(keeper).takeUnretainedValue()
    }

    private func keep(_ format: UnsafePointer<CChar>, _ arguments: CVaListPointer) {
        let line = withUnsafeTemporaryAllocation(of: CChar.self, capacity: Self.lineLength) { buffer -> String in
            guard let start = buffer.baseAddress else { return "" }
            vsnprintf(start, Self.lineLength, format, arguments)
            return String(cString: start)
        }
        lastMessage = line.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

/// FFmpeg's own words for one of its error numbers.
func ffmpegReason(_ status: Int32) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(AV_ERROR_MAX_STRING_SIZE)) { buffer in
        guard let start = buffer.baseAddress else { return "error \(status)" }
        av_strerror(status, start, buffer.count)
        return String(cString: start)
    }
}
