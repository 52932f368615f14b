internal import FaceMaskCFFmpeg

/// The library behind this module: FFmpeg, which is loaded in parts when each is first needed.
package enum MediaLibrary {
    /// FFmpeg's version as it was built, such as `5.1.9-0+deb12u1`.
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

    /// A part of FFmpeg. Each needs those before it.
    package enum Part: Sendable {
        case pictures, videos
        /// Cameras, screens and windows.
        case devices
    }

    /// Loads `part`, once for the process.
    ///
    /// Everything that makes an object of FFmpeg's calls this first, so that a missing library is an error with a reason.
    /// A function that is called without its library returns a failure.
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
