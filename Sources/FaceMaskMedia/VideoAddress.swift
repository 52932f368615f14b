public import Foundation

/// The source of a video, parsed from what a user types. Its `description` never shows a password.
public enum VideoAddress: Hashable, Sendable {
    /// A video file.
    case file(URL)
    /// Numbered pictures, as a path whose last part has a placeholder for the number: `shot%04d.png`.
    case sequence(URL)
    /// A camera of this machine.
    case camera(Camera)
    /// A network stream.
    case stream(StreamAddress)
    /// An X11 screen.
    case screen(Screen)
    /// A test pattern that FFmpeg generates, in the syntax of its filters (`testsrc2=size=640x360:rate=10`).
    case pattern(String)

    /// A width and a height.
    public struct Size: Hashable, Sendable, CustomStringConvertible {
        /// The width in pixels.
        public var width: Int
        /// The height in pixels.
        public var height: Int

        /// Creates a size.
        public init(width: Int, height: Int) { (self.width, self.height) = (width, height) }

        /// Parses text such as `1280x720`; returns `nil` if it isn't a size.
        public init?(_ text: String) {
            guard let match = text.wholeMatch(of: /(\d{1,6})[x×](\d{1,6})/) else { return nil }
            guard let width = Int(match.output.1), let height = Int(match.output.2), width * height > 0 else {
                return nil
            }
            self.init(width: width, height: height)
        }

        /// The size in FFmpeg's notation, such as `1280x720`.
        public var description: String { "\(width)x\(height)" }
    }

    /// A Video4Linux camera.
    public struct Camera: Hashable, Sendable {
        /// The device's path.
        public var device: String
        /// The requested size, of which the driver chooses the nearest; `nil` for the driver's default.
        public var size: Size?
        /// The requested frames per second; `nil` for the driver's default.
        public var rate: Double?

        /// Creates a camera.
        public init(device: String = "/dev/video0", size: Size? = nil, rate: Double? = nil) {
            (self.device, self.size, self.rate) = (device, size, rate)
        }
    }

    /// A screen, or a part of one.
    public struct Screen: Hashable, Sendable {
        /// The display in X11's notation, such as `:0.0` or `:0.0+100,200`; `nil` for the one in the environment.
        public var display: String?
        /// The size of the part; `nil` for the whole screen.
        public var size: Size?
        /// Frames per second; `nil` for FFmpeg's default, which is 30000/1001.
        public var rate: Double?

        /// Creates a screen.
        public init(display: String? = nil, size: Size? = nil, rate: Double? = nil) {
            (self.display, self.size, self.rate) = (display, size, rate)
        }
    }

    /// Whether the source is endless, so that only the newest frame is of interest. An `http` address may also be a
    /// file with an end: `LiveReader` then plays it at its own speed, `VideoReader` reads all of it.
    public var isLive: Bool {
        switch self {
        case .file, .sequence: false
        case .camera, .stream, .screen, .pattern: true
        }
    }
}

extension VideoAddress {
    /// Parses what a user types: `cam`, `0`, `1`, `/dev/video0`, `rtsp://…`, `https://…`, `screen`, `:0.0`,
    /// `lavfi:testsrc2`, `shot%04d.png`; everything else is a file.
    ///
    /// - Throws: `MediaError` for an unsupported kind of address.
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
        // A file may have such a name.
        let isPattern = url.lastPathComponent.contains(/%(0\d+)?d/) && !FileManager.default.fileExists(atPath: path)
        return isPattern ? .sequence(url) : .file(url)
    }
}

extension VideoAddress.Camera {
    /// Parses words and numbers for a camera. A file of such a name is written with its folder: `./0`.
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
    /// The address as a user would write it, without passwords and tokens.
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
