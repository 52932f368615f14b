public import Foundation

/// Whether a file is read as one picture or as a video.
public enum MediaKind: Hashable, Sendable {
    case picture, video

    /// File extensions of videos, in lower case, without a dot.
    public static let videoExtensions: Set<String> = [
        "mp4", "m4v", "mov", "mkv", "webm", "avi", "mpg", "mpeg", "ts", "m2ts", "mts", "wmv", "flv", "3gp", "ogv",
        "y4m",
        "mjpeg", "mjpg", "h264", "264", "hevc", "h265", "265", "ivf", "vob", "mxf",
    ]

    /// Determines the kind by the extension or, if that is unknown, by the file's first bytes. An unknown or missing
    /// file counts as a picture; reading it reports what is wrong.
    public init(of url: URL) {
        let name = url.pathExtension.lowercased()
        if PictureReader.fileExtensions.contains(name) {
            self = .picture
        } else if Self.videoExtensions.contains(name) {
            self = .video
        } else {
            self = Self.holdsVideo(url) ? .video : .picture
        }
    }

    private static func holdsVideo(_ url: URL) -> Bool {
        do throws(Fault) {
            let file = try PictureFile(url)
            // The reader refers to the bytes, which must outlive it.
            let beginning = try file.bytes(limit: PictureFormat.signatureLength)
            _ = try PictureFormat(of: beginning.reader)
            return false
        } catch {
            return error.code == .isVideo
        }
    }
}
