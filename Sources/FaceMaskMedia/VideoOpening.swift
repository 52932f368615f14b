import FaceMaskCFFmpeg
import Foundation

/// FFmpeg's parameters for opening an address.
struct VideoOpening: Sendable {
    /// The kind of source, which determines what a failure means.
    enum Kind: Sendable { case file, device, stream }

    let kind: Kind
    /// The address in FFmpeg's syntax; may contain a password.
    let address: String
    /// The format's name, if it can't be recognized by the bytes.
    var format: String?
    var options: [String: String]
    /// The time limit in seconds; `nil` for none.
    var openingTimeout: Double?
    var readingTimeout: Double?
    /// Whether reads return immediately: a Video4Linux driver that waits can't be interrupted.
    var isImpatient = false

    /// The maximum first number of a sequence; film scans start at 1001.
    private static let highestFirstNumber = 10_000
    /// The time in microseconds that FFmpeg spends on analyzing the beginning of a stream; its default is five seconds.
    private static let analysis = 2_000_000

    static func file(_ url: URL) -> VideoOpening {
        // A playlist may name files, but never addresses: a video can't make this program connect to a server.
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
    /// Returns the reason that opening failed.
    func fault(_ status: Int32, _ log: FFmpegLog, _ interrupt: VideoInterrupt) -> Fault {
        if status == facemask_averror_enomem {
            return Fault(.outOfMemory, "there is not enough memory for its container")
        }
        let reason = log.reason(status)
        switch kind {
        case .file where status == facemask_averror_invaliddata && log.lastMessage == nil:
            return Fault(.notAVideo, "it has no known video format")
        case .file where status == -ENOENT: return Fault(.notFound, "no file matches that name")
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
        case -EACCES, -EPERM: Fault(.notReadable, "permission is denied")
        case -EBUSY: Fault(.busy, "another program is using it")
        default: Fault(.noSuchSource, reason)
        }
    }

    private func streamFault(_ status: Int32, _ reason: String) -> Fault {
        switch status {
        case facemask_averror_http_unauthorized, facemask_averror_http_forbidden: Fault(.accessDenied, reason)
        case facemask_averror_http_not_found, facemask_averror_http_bad_request, facemask_averror_http_other_4xx:
            Fault(.noSuchSource, reason)
        // A web page will never become a video. Cameras send invalid data or hang up while they start.
        case facemask_averror_invaliddata where address.lowercased().hasPrefix("http"):
            Fault(.notAStream, "it doesn't send a video (\(reason))")
        case facemask_averror_invaliddata: Fault(.unreachable, "it hung up or doesn't send a video (\(reason))")
        case facemask_averror_protocol_not_found: Fault(.unsupportedAddress, reason)
        case facemask_averror_eof: Fault(.unreachable, "it hung up")
        case -ETIMEDOUT: Fault(.timedOut, reason)
        default: Fault(.unreachable, reason)
        }
    }
}
