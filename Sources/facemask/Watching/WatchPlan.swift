import FaceMaskAnalysis
import FaceMaskAnnotation
import FaceMaskFormats
import FaceMaskFiles
import FaceMask
import Foundation
import FaceMaskMedia
import FaceMaskMonitoring
import FaceMaskWatchFiles

/// Everything that is watched, from the command line and the file of cameras.
struct WatchPlan {
    private(set) var sources: [WatchedSource] = []
    /// The rules of each source, by its name.
    private(set) var rules: [String: [AlertRule]] = [:]

    private let options: Watch
    private var targets: Set<String> = []

    /// Throws a sentence about whatever can't be meant.
    init(_ options: Watch) throws {
        self.options = options
        let typed = try options.alerts.map { try AlertRule(parsing: $0) }
        for text in options.sources {
            let address = try address(text)
            let name = address.isLive ? address.description : text
            let target = options.output.map { freePath(for: address.isLive ? name : PathParts(text).stem, in: $0) }
            try add(name, address, target: target, site: try SiteMonitor(source: name, alerts: typed), rules: typed)
        }
        for camera in try options.cameraFile.map({ try WatchFile(contentsOf: $0).cameras }) ?? [] {
            let site = try SiteMonitor(
                source: camera.name, zones: camera.zones, lines: camera.lines, alerts: camera.alerts)
            let target = camera.output ?? options.output.map { freePath(for: camera.name, in: $0) }
            try add(
                camera.name, try address(camera.address.text), target: target, site: site, rules: camera.alerts)
        }
        if options.isShown { show() }
    }

    private mutating func show() {
        let grid = PreviewGrid(title: sources.count == 1 ? sources[0].name : "FaceMask", sources: sources.count)
        for place in sources.indices { sources[place].shown = (grid, place) }
    }

    private mutating func add(
        _ name: String, _ address: VideoAddress, target: String?, site: SiteMonitor, rules: [AlertRule]
    ) throws {
        sources.append(
            WatchedSource(
                name: name, address: address, connection: VideoConnection(transport: options.udp ? .udp : .tcp),
                selection: .all, pace: options.hidesFaces ? .everyFrame : .usual,
                style: AnnotationStyle(hidesFaces: options.hidesFaces), target: target, site: site,
                crops: options.crops.map { BestCrops(folder: $0, name: name) }))
        self.rules[name] = rules
    }

    /// With the wished-for size and rate, where it is one that has them.
    private func address(_ text: String) throws -> VideoAddress {
        let size = options.size.flatMap { VideoAddress.Size($0) }
        let address = try VideoAddress(text)
        return switch address {
        case .camera(let camera): .camera(.init(device: camera.device, size: size, rate: options.rate))
        case .screen(let screen): .screen(.init(display: screen.display, size: size, rate: options.rate))
        default: address
        }
    }

    /// `watched/dev-video0.masked.mp4`: what can't stand in a file name becomes a hyphen.
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
