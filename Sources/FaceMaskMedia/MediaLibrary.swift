internal import FaceMaskCFFmpeg

/// FFmpeg, the library that this module uses, whose parts are loaded when they are first needed.
package enum MediaLibrary {
    /// FFmpeg's version string, such as `5.1.9-0+deb12u1`.
    ///
    /// - Throws: `MediaError` with the code `unavailable` when `part` can't be loaded.
    package static func version(of part: Part) throws(MediaError) -> String {
        do throws(Fault) {
            try load(part)
        } catch {
            throw error.about("")
        }
        return av_version_info().map { String(cString: $0) } ?? "unknown"
    }

    /// A part of FFmpeg. Each requires those before it.
    package enum Part: Sendable {
        case pictures, videos
        /// Cameras, screens and windows.
        case devices
    }

    /// Loads `part` once per process.
    ///
    /// All code that creates FFmpeg objects calls this first, so that a missing library is an error with a reason.
    /// Functions called without their library return a failure.
    static func load(_ part: Part) throws(Fault) {
        let door =
            switch part {
            case .pictures: facemask_ffmpeg_pictures
            case .videos: facemask_ffmpeg_videos
            case .devices: facemask_ffmpeg_devices
            }
        guard let reason = facemask_ffmpeg_load(door) else { return }
        throw Fault(.unavailable, "FFmpeg can't be loaded (\(String(cString: reason)))")
    }
}
