public import FaceMaskCore

/// The reason that a picture or video could not be read or written, or a file could not be moved to its place.
public struct MediaError: UserFacingError, Hashable {
    /// The kinds of failure.
    public enum Code: Sendable, Hashable, CaseIterable {
        /// There is no such file, or it is a broken link.
        case notFound
        /// The file may not be read, or reading failed.
        case notReadable
        /// The path is a folder instead of a file.
        case isDirectory
        /// The path is a pipe, socket or device instead of a file.
        case notAFile
        /// The file has no bytes.
        case empty
        /// The file has no known picture format.
        case notAPicture
        /// The file has a video or sound format.
        case isVideo
        /// The picture has an unsupported format or feature.
        case unsupported
        /// The picture's data ends too early.
        case truncated
        /// The picture's data is inconsistent.
        case damaged
        /// The picture has more pixels, or the file more bytes, than the limit.
        case tooLarge
        /// There isn't enough memory for the pixels.
        case outOfMemory
        /// The folder to write to doesn't exist.
        case folderNotFound
        /// The folder or file isn't writable, or writing failed.
        case notWritable
        /// The disk or the user's quota is full.
        case diskFull
        /// The file name's extension isn't that of a supported output format.
        case unknownExtension
        /// The picture could not be encoded in the requested format.
        case notEncodable
        /// The file has no known video format.
        case notAVideo
        /// The file contains sound or other data, but no video.
        case noVideo
        /// This FFmpeg can't decode the video.
        case unsupportedVideo
        /// More consecutive frames of a video were broken than the limit allows.
        case tooManyBrokenFrames
        /// The file name's extension isn't that of a supported video output format.
        case notAVideoName
        /// This FFmpeg cannot write H.264.
        case noVideoEncoder
        /// There is no screen for a window.
        case noScreen
        /// This FFmpeg cannot show windows.
        case noWindows
        /// The program already has a window.
        case windowTaken
        /// The kind of address isn't supported.
        case unsupportedAddress
        /// The address names an environment variable that isn't set.
        case missingVariable
        /// There is no such camera or screen, or the server has no stream of that name.
        case noSuchSource
        /// Another program is using the camera.
        case busy
        /// The server rejects the user name or password.
        case accessDenied
        /// No connection could be established.
        case unreachable
        /// Nothing arrived within the time limit.
        case timedOut
        /// The received data isn't a video.
        case notAStream
        /// The connection was lost.
        case connectionLost
        /// FFmpeg, or a part of it, can't be loaded.
        case unavailable
    }

    /// The kind of failure.
    public let code: Code
    /// The file, as the caller named it; empty if the error is not about a file.
    /// The reason, a clause without a full stop.
    public let subject: String
    /// What exactly was wrong, a clause without a full stop.
    public let reason: String

    /// Creates an error about `subject`.
    public init(_ code: Code, subject: String, reason: String) {
        self.code = code
        self.subject = subject
        self.reason = reason
    }

    /// One sentence: what failed, on what, why, and what to do.
    public var description: String {
        let fault = "\(printable(reason)); \(advice)."
        return code == .unavailable && subject.isEmpty ? fault : "Cannot \(verb) '\(printable(subject))': \(fault)"
    }

    /// Whether a later attempt would fail as well unless something is changed.
    public var isPermanent: Bool {
        switch code {
        case .outOfMemory, .damaged, .truncated, .tooManyBrokenFrames, .busy, .unreachable, .timedOut, .connectionLost:
            false
        default: true
        }
    }

    /// The kind of failure, for exit codes and statuses.
    public var category: ErrorCategory {
        switch code {
        case .notFound, .notReadable, .isDirectory, .notAFile, .noSuchSource, .accessDenied: .noInput
        case .empty, .notAPicture, .isVideo, .unsupported, .truncated, .damaged, .tooLarge: .badData
        case .notAVideo, .noVideo, .unsupportedVideo, .tooManyBrokenFrames, .notAStream: .badData
        case .busy, .unreachable, .timedOut, .connectionLost: .inputOutput
        case .noVideoEncoder, .outOfMemory, .folderNotFound, .notWritable, .diskFull: .inputOutput
        case .noScreen, .noWindows, .windowTaken: .inputOutput
        case .unknownExtension, .notAVideoName, .unsupportedAddress, .missingVariable: .usage
        case .notEncodable: .defect
        case .unavailable: .unavailable
        }
    }

    private var verb: String {
        switch code {
        case .folderNotFound, .notWritable, .diskFull, .unknownExtension, .notEncodable, .notAVideoName,
            .noVideoEncoder:
            "write"
        case .noScreen, .noWindows, .windowTaken: "show"
        case .unavailable: "process"
        default: "read"
        }
    }

    private var advice: String {
        switch code {
        case .notFound: "check the name"
        case .notReadable: "check the file's permissions"
        case .isDirectory, .notAFile: "name a file"
        case .empty, .truncated, .damaged: "copy it again from its source"
        case .notAPicture, .unsupported: "convert it to JPEG or PNG"
        case .isVideo: "give it a video's extension, such as .mp4"
        case .tooLarge: "shrink it, or raise the limit"
        case .outOfMemory: "shrink it, or close other programs"
        case .folderNotFound: "create the folder first"
        case .notWritable: "check the permissions, or choose another folder"
        case .diskFull: "free some space, or choose another disk"
        case .unknownExtension: "use a name that ends in .jpg or .png"
        case .notEncodable: "choose a smaller picture or the other format"
        case .notAVideo, .noVideo: "name a file that contains a video"
        case .unsupportedVideo: "convert it to MP4 with H.264"
        case .tooManyBrokenFrames: "copy it again from its source, or start after the broken part"
        case .notAVideoName: "use a name that ends in .mp4"
        case .noVideoEncoder: "install an FFmpeg with libx264, such as Debian's"
        case .noScreen: "start it on a desktop, or over SSH with 'ssh -X', or do without the window"
        case .noWindows: "install an FFmpeg with SDL, such as Debian's, or do without the window"
        case .windowTaken: "close the other window first"
        case .unsupportedAddress, .notAStream: "check the address"
        case .missingVariable: "set it"
        case .noSuchSource: "check the name, and that it is plugged in or running"
        case .busy: "close the other program"
        case .accessDenied: "check the user name and the password"
        case .unreachable, .timedOut, .connectionLost: "check the network and the source"
        case .unavailable: "run scripts/setup, or install it, on Debian with 'apt-get install ffmpeg'"
        }
    }
}

/// A failure without a subject: the code below `PictureReader` handles bytes and doesn't know their file.
struct Fault: Error {
    let code: MediaError.Code
    let reason: String

    init(_ code: MediaError.Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    func about(_ subject: String) -> MediaError { MediaError(code, subject: subject, reason: reason) }
}
