internal import FaceMaskCFFmpeg

/// The library behind this module.
public enum MediaLibrary {
    /// FFmpeg's version as it was built, such as `5.1.9-0+deb12u1`.
    public static var version: String { av_version_info().map { String(cString: $0) } ?? "unknown" }
}
