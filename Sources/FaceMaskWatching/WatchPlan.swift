internal import FaceMaskAnnotation
internal import FaceMaskCore
internal import FaceMaskFiles
internal import FaceMask
package import FaceMaskMedia
internal import FaceMaskMonitoring
internal import FaceMaskWatchFiles

/// What somebody wants to watch, and how.
package struct WatchRequest: Sendable {
    /// Files, devices and addresses.
    package var sources: [String] = []
    /// The rules of `sources`, each in one line.
    package var alerts: [String] = []
    /// The path of a file of cameras.
    package var cameraFile: String?
    /// The folder for annotated videos, where a camera of the file names none.
    package var outputFolder: String?
    /// The folder for the best pictures of the people.
    package var cropFolder: String?
    /// Whether everything is shown in one window.
    package var isShown = false
    /// Whether faces are hidden in what is written and shown.
    package var hidesFaces = false
    /// The size and the frames a second that cameras and screens are asked for.
    package var size: VideoAddress.Size?
    package var rate: Double?
    /// How RTSP sends.
    package var connection = VideoConnection()
    /// The path of a table of everyone who left.
    package var peopleTable: String?
    /// Ends everything after this time; `nil` for never.
    package var duration: Duration?

    package init() {}
}

/// The sessions of everything that somebody wants to watch.
struct WatchPlan {
    private(set) var sessions: [SourceSession] = []
    /// The rules of each source, by its name.
    private(set) var rules: [String: [AlertRule]] = [:]

    private let request: WatchRequest
    private var targets: Set<String> = []

    /// Makes the sessions.
    ///
    /// - Throws: A sentence about whatever can't be meant.
    init(_ request: WatchRequest) throws {
        self.request = request
        let typed = try request.alerts.map { try AlertRule(parsing: $0) }
        for text in request.sources {
            let address = try address(text)
            let name = address.isLive ? address.description : text
            let target = request.outputFolder.map {
                freePath(for: address.isLive ? name : PathParts(text).stem, in: $0)
            }
            try add(name, address, target: target, site: try SiteMonitor(source: name, alerts: typed), rules: typed)
        }
        for camera in try request.cameraFile.map({ try WatchFile(contentsOf: $0).cameras }) ?? [] {
            let site = try SiteMonitor(
                source: camera.name, zones: camera.zones, lines: camera.lines, alerts: camera.alerts)
            let target = camera.output ?? request.outputFolder.map { freePath(for: camera.name, in: $0) }
            try add(camera.name, try address(camera.address.text), target: target, site: site, rules: camera.alerts)
        }
        if request.isShown { show() }
    }

    private mutating func show() {
        let grid = PreviewGrid(title: sessions.count == 1 ? sessions[0].name : "FaceMask", sources: sessions.count)
        for place in sessions.indices { sessions[place].outputs.preview = (grid, place) }
    }

    private mutating func add(
        _ name: String, _ address: VideoAddress, target: String?, site: SiteMonitor, rules: [AlertRule]
    ) throws {
        if self.rules[name] != nil {
            throw Failure(.usage, "Two sources are called '\(name)'; give the camera in the file another name.")
        }
        var session = SourceSession(name: name, input: input(address))
        session.site = site
        session.outputs.style = AnnotationStyle(hidesFaces: request.hidesFaces)
        session.outputs.videoPath = target
        if case .file(let url) = address { (session.outputs.soundSource, session.outputs.videoStart) = (url, 0) }
        session.outputs.crops = request.cropFolder.map { BestCrops(folder: $0, name: name) }
        sessions.append(session)
        self.rules[name] = rules
    }

    private func input(_ address: VideoAddress) -> SessionInput {
        address.isLive
            ? .live(LiveSource(address, connection: request.connection))
            : .file(
                address, sampling: .usual(hidingFaces: request.hidesFaces), connection: request.connection)
    }

    /// Returns the address with the wanted size and rate, where it is one that has them.
    private func address(_ text: String) throws -> VideoAddress {
        let address = try VideoAddress(text)
        return switch address {
        case .camera(let camera): .camera(.init(device: camera.device, size: request.size, rate: request.rate))
        case .screen(let screen): .screen(.init(display: screen.display, size: request.size, rate: request.rate))
        default: address
        }
    }

    /// `watched/dev-video0.masked.mp4`: characters that can't be in a file name become hyphens.
    private mutating func freePath(for name: String, in folder: String) -> String {
        var number = 1
        while true {
            let stem = PathParts.words(of: name) + (number > 1 ? "-\(number)" : "")
            let target = "\(PathParts.withoutSlash(folder))/\(stem).masked.mp4"
            if targets.insert(target).inserted { return target }
            number += 1
        }
    }
}
