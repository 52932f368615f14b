public import Foundation

/// Where a video comes from, made from what a person types. Its `description` never shows a password.
public enum VideoAddress: Hashable, Sendable {
    /// A video file.
    case file(URL)
    /// Numbered pictures, as a path whose last part holds the number's place: `shot%04d.png`.
    case sequence(URL)
    /// A camera of this machine.
    case camera(Camera)
    /// Something that is sent over a network.
    case stream(StreamAddress)
    /// An X11 screen.
    case screen(Screen)
    /// A picture that FFmpeg makes up, written as its filters are (`testsrc2=size=640x360:rate=10`).
    case pattern(String)

    /// A width and a height.
    public struct Size: Hashable, Sendable, CustomStringConvertible {
        /// Pixels.
        public var width: Int
        /// Pixels.
        public var height: Int

        /// Creates a size.
        public init(width: Int, height: Int) { (self.width, self.height) = (width, height) }

        /// Reads what a person typed, such as `1280x720`; nil when that is no size.
        public init?(_ text: String) {
            guard let match = text.wholeMatch(of: /(\d{1,6})[x×](\d{1,6})/) else { return nil }
            guard let width = Int(match.output.1), let height = Int(match.output.2), width * height > 0 else {
                return nil
            }
            self.init(width: width, height: height)
        }

        /// As FFmpeg and people write it.
        public var description: String { "\(width)x\(height)" }
    }

    /// A camera that Video4Linux knows.
    public struct Camera: Hashable, Sendable {
        /// The device's path.
        public var device: String
        /// The wished-for size, to which the driver takes the nearest; its own choice when `nil`.
        public var size: Size?
        /// The wished-for frames in a second; the driver's own choice when `nil`.
        public var rate: Double?

        /// Creates a camera.
        public init(device: String = "/dev/video0", size: Size? = nil, rate: Double? = nil) {
            (self.device, self.size, self.rate) = (device, size, rate)
        }
    }

    /// A screen, or a part of one.
    public struct Screen: Hashable, Sendable {
        /// The display as X11 writes it, such as `:0.0` or `:0.0+100,200`; the environment's when `nil`.
        public var display: String?
        /// The part's size; the whole screen when `nil`.
        public var size: Size?
        /// Frames in a second; FFmpeg's choice, which is 30000/1001, when `nil`.
        public var rate: Double?

        /// Creates a screen.
        public init(display: String? = nil, size: Size? = nil, rate: Double? = nil) {
            (self.display, self.size, self.rate) = (display, size, rate)
        }
    }

    /// Whether it goes on until somebody stops it, so that only the newest frame is of interest. An `http` address may
    /// be a file with an end as well: `LiveReader` then plays it at its own speed, `VideoReader` reads all of it.
    public var isLive: Bool {
        switch self {
        case .file, .sequence: false
        case .camera, .stream, .screen, .pattern: true
        }
    }
}

extension VideoAddress {
    /// Reads what a person typed: `cam`, `0`, `1`, `/dev/video0`, `rtsp://…`, `https://…`, `screen`, `:0.0`,
    /// `lavfi:testsrc2`, `shot%04d.png`; everything else is a file.
    ///
    /// - Throws: `MediaError` for an address of a kind that is not read.
    public init(_ text: String) throws {
        self =
            if let camera = Camera(typed: text) {
                .camera(camera)
            } else if text == "screen" {
                .screen(Screen())
            } else if text.contains(/^:\d/) {
                .screen(Screen(display: text))
            } else if let match = text.wholeMatch(of: /lavfi:(.+)/) {
                .pattern(String(match.output.1))
            } else if let stream = try StreamAddress(typed: text) {
                .stream(stream)
            } else {
                Self.local(text)
            }
    }

    private static func local(_ text: String) -> VideoAddress {
        let url = text.hasPrefix("file://") ? URL(string: text) ?? URL(filePath: text) : URL(filePath: text)
        let path = url.path(percentEncoded: false)
        // A file may be called so.
        let isPattern = url.lastPathComponent.contains(/%(0\d+)?d/) && !FileManager.default.fileExists(atPath: path)
        return isPattern ? .sequence(url) : .file(url)
    }
}

extension VideoAddress.Camera {
    /// Words and numbers for a camera. A file that is called so is written with its folder: `./0`.
    fileprivate init?(typed text: String) {
        if text == "cam" {
            self.init()
        } else if text.contains(/^\d{1,3}$/) {
            self.init(device: "/dev/video\(text)")
        } else if text.hasPrefix("/dev/video") {
            self.init(device: text)
        } else {
            return nil
        }
    }
}

extension VideoAddress: CustomStringConvertible {
    /// The address as a person would write it, without passwords and tokens.
    public var description: String {
        switch self {
        case .file(let url), .sequence(let url): url.subject
        case .camera(let camera): camera.device
        case .stream(let stream): stream.description
        case .screen(let screen): screen.display ?? "screen"
        case .pattern(let graph): "lavfi:\(graph)"
        }
    }
}
