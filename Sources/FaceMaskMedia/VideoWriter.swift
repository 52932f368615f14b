public import FaceMaskCore
public import Foundation

/// Writes pictures and their times as an H.264 video in MP4, on a separate thread.
///
/// Until `finish` the recording is called `clip.partial.mp4` beside the wanted `clip.mp4`, and then takes that name; an
/// older file of that name stays intact until then. The container is fragmented: if the program is killed, the partial
/// file plays up to about two seconds before the end. After an error the partial file stays, too.
public actor VideoWriter {
    /// The settings of a video that is written.
    public struct Options: Sendable, Hashable {
        /// libx264's preset, which trades time for size.
        public enum Preset: String, Sendable, Hashable, CaseIterable {
            /// From the fastest encoding to the smallest files.
            case ultrafast, superfast, veryfast, faster, fast, medium, slow
        }

        /// libx264's constant rate factor: 0 is lossless, 23 libx264's default, 51 gives the smallest files.
        public var quality = 23
        /// libx264's preset, which trades time for size.
        public var preset = Preset.veryfast
        /// The approximate frames a second, for the encoder's rate control. The file holds the frames' own times.
        public var frameRate = 25.0
        /// The time in seconds at which the video begins. Earlier frames are moved to it.
        public var start = 0.0
        /// The video whose sound is copied unchanged, from `start` to the last frame; `nil` for none.
        public var soundSource: URL?
        /// The number of encoding threads; 0 lets libx264 choose.
        public var threads = 0

        /// Creates the default options.
        public init() {}
    }

    private let subject: String
    private let options: Options
    private let file: VideoOutputFile
    private let executor = ThreadExecutor(name: "video writer")
    private var recording: VideoRecording?
    private var hasEnded = false

    /// Why the sound of `soundSource` isn't copied, a clause; `nil` if it is copied, if there is none, and before the
    /// first frame.
    public private(set) var omittedSound: String?

    /// The executor of the writer's own thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Begins a recording for the file at `url`, an MP4. A device or pipe, such as `/dev/stdout`, is written directly.
    ///
    /// - Throws: `MediaError` when the file can't be written there, or FFmpeg can't be loaded.
    public init(_ url: URL, options: Options = Options()) throws(MediaError) {
        precondition(options.frameRate > 0 && options.frameRate.isFinite, "the rate is greater than 0")
        precondition((0...51).contains(options.quality), "libx264's rate factor is 0…51")
        do throws(Fault) {
            try MediaLibrary.load(.videos)
            file = try VideoOutputFile(url)
        } catch {
            throw error.about(url.subject)
        }
        subject = url.subject
        self.options = options
    }

    /// Adds `image`, which is shown from `time` seconds on.
    ///
    /// The first picture is shown from the video's beginning, even if its time is later, and gives the video its size;
    /// later pictures are scaled to it. Odd sides become even by repeating the last column or row. A time that isn't
    /// later than the previous one becomes the next possible one, 1/120,000 s after it.
    ///
    /// - Throws: `MediaError`. Nothing can be added after that; what was written stays in the partial file.
    public func write(_ image: Image, at time: Double) throws(MediaError) {
        precondition(time.isFinite, "a time is a number")
        precondition(!hasEnded, "a video that has ended takes no pictures")
        try explained { () throws(Fault) in
            if recording == nil {
                recording = try VideoRecording(
                    path: file.path, width: image.width, height: image.height, options: options)
                omittedSound = recording?.omittedSound
            }
            try recording?.write(image, at: time)
        }
    }

    /// Writes the remaining frames and gives the file its name. Does nothing if called again.
    ///
    /// - Throws: `MediaError`. What was written stays in the partial file; a recording without any picture is removed.
    public func finish() throws(MediaError) {
        guard !hasEnded else { return }
        try explained { () throws(Fault) in
            guard recording != nil else { throw Fault(.notEncodable, "it got no picture") }
            try recording?.finish()
            recording = nil
            try file.finish()
        }
        hasEnded = true
    }

    /// Ends the recording and removes it. Does nothing after `finish`.
    public func abandon() {
        guard !hasEnded else { return }
        hasEnded = true
        recording = nil
        file.remove()
    }

    private func explained(_ work: () throws(Fault) -> Void) throws(MediaError) {
        do throws(Fault) {
            try work()
        } catch {
            hasEnded = true
            if recording == nil { file.remove() }
            recording = nil
            throw error.about(subject)
        }
    }
}
