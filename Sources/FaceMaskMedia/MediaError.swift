public import FaceMaskCore

/// Why a picture or video could not be read or written, or a file could not be put in its place.
public struct MediaError: UserFacingError, Hashable {
    /// What kind of fault it was.
    public enum Code: Sendable, Hashable, CaseIterable {
        /// There is no such file, or a link leads nowhere.
        case notFound
        /// The file is there and may not be read, or the disk failed while it was read.
        case notReadable
        /// A folder stands where a file is meant.
        case isDirectory
        /// A pipe, socket or device stands where a file is meant.
        case notAFile
        /// The file has no bytes.
        case empty
        /// The bytes are of no picture format.
        case notAPicture
        /// The bytes are of a video or sound format.
        case isVideo
        /// A picture in a format, or with a feature, that is not read.
        case unsupported
        /// The picture's bytes end too early.
        case truncated
        /// The picture's bytes contradict themselves.
        case damaged
        /// The picture has more pixels, or the file more bytes, than the limit allows.
        case tooLarge
        /// Memory for the pixels could not be had.
        case outOfMemory
        /// The folder to write into is not there.
        case folderNotFound
        /// The folder or file may not be written, or writing failed.
        case notWritable
        /// The disk, or the user's share of it, is full.
        case diskFull
        /// The file name's extension names no format that is written.
        case unknownExtension
        /// The picture could not be brought into the wanted format.
        case notEncodable
        /// The bytes are of no video format.
        case notAVideo
        /// The file holds sound or other things, and no video.
        case noVideo
        /// A video in a format that this FFmpeg does not decode.
        case unsupportedVideo
        /// More of a video's frames in a row were broken than the limit allows.
        case tooManyBrokenFrames
        /// The file name's extension names no video format that is written.
        case notAVideoName
        /// This FFmpeg cannot write H.264.
        case noVideoEncoder
        /// There is no screen for a window.
        case noScreen
        /// This FFmpeg cannot show windows.
        case noWindows
        /// The program's one window is open already.
        case windowTaken
        /// The address is of a kind that is not read.
        case unsupportedAddress
        /// The address names an environment variable that is not set.
        case missingVariable
        /// There is no such camera or screen, or the server knows nothing by that name.
        case noSuchSource
        /// Another program has the camera.
        case busy
        /// The server wants another user name or password.
        case accessDenied
        /// No connection came about.
        case unreachable
        /// Nothing came for too long.
        case timedOut
        /// What was sent is no video.
        case notAStream
        /// The connection broke.
        case connectionLost
        /// FFmpeg, or a part of it, can't be loaded.
        case unavailable
    }

    /// The kind of fault, to switch on.
    public let code: Code
    /// The file, as the caller named it; empty where `unavailable` concerns no file.
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

    /// Whether trying again in a while cannot help, as long as nobody changes anything.
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
        case .empty, .truncated, .damaged: "copy it again from where it came from"
        case .notAPicture, .unsupported: "convert it to JPEG or PNG"
        case .isVideo: "let its name end as a video's does, such as .mp4"
        case .tooLarge: "shrink it, or raise the limit"
        case .outOfMemory: "shrink it, or close other programs"
        case .folderNotFound: "make the folder first"
        case .notWritable: "check the permissions, or choose another folder"
        case .diskFull: "free some space, or choose another disk"
        case .unknownExtension: "let the name end in .jpg or .png"
        case .notEncodable: "choose a smaller picture or the other format"
        case .notAVideo, .noVideo: "name a file that holds a video"
        case .unsupportedVideo: "convert it to MP4 with H.264"
        case .tooManyBrokenFrames: "copy it again from where it came from, or begin behind the broken part"
        case .notAVideoName: "let the name end in .mp4"
        case .noVideoEncoder: "install an FFmpeg with libx264, such as Debian's"
        case .noScreen: "start it on a desktop, or over SSH with 'ssh -X', or do without the window"
        case .noWindows: "install an FFmpeg with SDL, such as Debian's, or do without the window"
        case .windowTaken: "close the other window first"
        case .unsupportedAddress, .notAStream: "check the address"
        case .missingVariable: "set it"
        case .noSuchSource: "check the name, and that it is plugged in or running"
        case .busy: "close the other program"
        case .accessDenied: "check the user name and the password"
        case .unreachable, .timedOut, .connectionLost: "check the network and the other side"
        case .unavailable: "run scripts/setup, or install it, on Debian with 'apt-get install ffmpeg'"
        }
    }
}

/// A fault whose file is not known yet: the stages below `PictureReader` see bytes, not names.
struct Fault: Error {
    let code: MediaError.Code
    let reason: String

    init(_ code: MediaError.Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    func about(_ subject: String) -> MediaError { MediaError(code, subject: subject, reason: reason) }
}
