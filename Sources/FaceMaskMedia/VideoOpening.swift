import FaceMaskCFFmpeg
import Foundation

/// What FFmpeg must be told to open an address.
struct VideoOpening: Sendable {
    /// What a fault means depends on it.
    enum Kind: Sendable { case file, device, stream }

    let kind: Kind
    /// In FFmpeg's words; may hold a password.
    let address: String
    /// The format's name, where it isn't seen in the bytes.
    var format: String?
    var options: [String: String]
    /// Seconds; nil means as long as it takes.
    var openingTimeout: Double?
    var readingTimeout: Double?
    /// Whether reading is told not to wait: a Video4Linux driver that waits can't be interrupted.
    var isImpatient = false

    /// So far is looked for the first number of a sequence; film counts from 1001.
    private static let highestFirstNumber = 10_000
    /// Microseconds in which FFmpeg looks at a stream's beginning before it is shown; five seconds are its own choice.
    private static let analysis = 2_000_000

    static func file(_ url: URL) -> VideoOpening {
        // A playlist may name files, never addresses: a video can't make this program call out.
        VideoOpening(
            kind: .file, address: "file:" + url.path(percentEncoded: false), options: ["protocol_whitelist": "file"])
    }

    init(
        _ source: VideoAddress, connection: VideoConnection,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(Fault) {
        switch source {
        case .file(let url): self = .file(url)
        case .sequence(let url):
            self = .file(url)
            format = "image2"
            options["start_number_range"] = String(Self.highestFirstNumber + 1)
        case .camera(let camera):
            self.init(kind: .device, address: camera.device, format: "v4l2", size: camera.size, rate: camera.rate)
            isImpatient = true
        case .screen(let screen):
            guard let display = screen.display ?? environment["DISPLAY"], !display.isEmpty else {
                throw Fault(.noSuchSource, "there is no screen: the environment variable DISPLAY is not set")
            }
            self.init(kind: .device, address: display, format: "x11grab", size: screen.size, rate: screen.rate)
        case .pattern(let graph): self.init(kind: .device, address: graph, format: "lavfi", size: nil, rate: nil)
        case .stream(let stream):
            try self.init(stream, transport: connection.transport, environment: environment)
            let timeout = String(Int(connection.readingTimeout * Double(AV_TIME_BASE)))
            options["timeout"] = timeout
            options["rw_timeout"] = timeout
        }
        guard kind != .file else { return }
        (openingTimeout, readingTimeout) = (connection.openingTimeout, connection.readingTimeout)
    }

    private init(kind: Kind, address: String, options: [String: String]) {
        (self.kind, self.address, self.options) = (kind, address, options)
    }

    private init(kind: Kind, address: String, format: String, size: VideoAddress.Size?, rate: Double?) {
        (self.kind, self.address, self.format) = (kind, address, format)
        options = [:]
        options["video_size"] = size?.description
        options["framerate"] = rate.map { String($0) }
    }

    private init(
        _ stream: StreamAddress, transport: VideoConnection.Transport, environment: [String: String]
    ) throws(Fault) {
        kind = .stream
        address = try stream.expanded(by: environment)
        options = ["protocol_whitelist": stream.allowedProtocols, "analyzeduration": String(Self.analysis)]
        if stream.scheme.hasPrefix("rtsp") { options["rtsp_transport"] = transport == .tcp ? "tcp" : "udp" }
    }
}

extension VideoOpening {
    /// What went wrong while it was opened.
    func fault(_ status: Int32, _ log: FFmpegLog, _ interrupt: VideoInterrupt) -> Fault {
        if status == facemask_averror_enomem { return Fault(.outOfMemory, "there is no memory for its container") }
        let reason = log.reason(status)
        switch kind {
        case .file where status == facemask_averror_invaliddata && log.lastMessage == nil:
            return Fault(.notAVideo, "its bytes are of no video format")
        case .file where status == -ENOENT: return Fault(.notFound, "no file has a name like that")
        case .file: return Fault(.damaged, "its beginning is broken (\(reason))")
        case .device, .stream:
            guard !interrupt.isExpired else {
                return Fault(.timedOut, "it did not open within \((openingTimeout ?? 0).inWords) seconds")
            }
            return kind == .device ? Self.deviceFault(status, reason) : streamFault(status, reason)
        }
    }

    private static func deviceFault(_ status: Int32, _ reason: String) -> Fault {
        switch status {
        case -ENOENT: Fault(.noSuchSource, "there is no such device")
        case -EACCES, -EPERM: Fault(.notReadable, "this user may not use it")
        case -EBUSY: Fault(.busy, "another program is using it")
        default: Fault(.noSuchSource, reason)
        }
    }

    private func streamFault(_ status: Int32, _ reason: String) -> Fault {
        switch status {
        case facemask_averror_http_unauthorized, facemask_averror_http_forbidden: Fault(.accessDenied, reason)
        case facemask_averror_http_not_found, facemask_averror_http_bad_request, facemask_averror_http_other_4xx:
            Fault(.noSuchSource, reason)
        // A web page will not become a video. Cameras say nonsense, and hang up, while they start.
        case facemask_averror_invaliddata where address.lowercased().hasPrefix("http"):
            Fault(.notAStream, "what it sends is no video (\(reason))")
        case facemask_averror_invaliddata: Fault(.unreachable, "it hung up, or what it sends is no video (\(reason))")
        case facemask_averror_protocol_not_found: Fault(.unsupportedAddress, reason)
        case facemask_averror_eof: Fault(.unreachable, "the other side hung up")
        case -ETIMEDOUT: Fault(.timedOut, reason)
        default: Fault(.unreachable, reason)
        }
    }
}
