import FaceMask
import Foundation
import Testing

/// A second of video with a person who moves to the right for eight frames and is away for the last two.
private enum Clip {
    static var url: URL { get async throws { try await written.value } }

    private static let written = Task {
        let file = FileManager.default.temporaryDirectory.appending(path: "front-door-\(UUID().uuidString).mp4")
        var options = VideoWriter.Options()
        options.frameRate = 10
        options.quality = 18
        let writer = try VideoWriter(file, options: options)
        for index in 0..<10 {
            try await writer.write(Portrait.inRoom(index < 8 ? index * 4 : nil), at: Double(index) / 10)
        }
        try await writer.finish()
        return file
    }
}

/// Updates by kind.
private struct Collected {
    var frames: [TrackedFrame] = []
    var events: [PersonEvent] = []
    var alerts: [Alert] = []
    var health: [SourceHealth] = []
    /// The kinds in their order, a letter each.
    var order = ""

    mutating func add(_ update: AnalysisUpdate) {
        switch update {
        case .frame(let frame):
            frames.append(frame)
            order += "f"
        case .person(let event):
            events.append(event)
            order += "p"
        case .alert(let alert):
            alerts.append(alert)
            order += "a"
        case .source(let state):
            health.append(state)
            order += "s"
        }
    }
}

struct VideoTests {
    @Test func framesAndEventsComeInOrder() async throws {
        let detector = try await Detectors.videos
        let url = try await Clip.url
        let video = try await detector.updates(ofVideoAt: url, sampling: .everyFrame)
        #expect((video.information.width, video.information.height) == (320, 256))
        var collected = Collected()
        for try await update in video { collected.add(update) }
        #expect(collected.frames.map(\.result.frame) == Array(0..<10))
        #expect(collected.frames.allSatisfy { $0.result.source == url.path(percentEncoded: false) })
        #expect(collected.frames.allSatisfy { $0.result.isAnalyzed && $0.image.width == 320 })
        #expect(collected.frames[5].result.tracks.map(\.id) == [1])
        #expect(collected.events.map(\.kind.label).filter { $0 != "state_changed" } == ["appeared", "left"])
        #expect(collected.events.last?.person.verdict.state == .notWorn)
        #expect(collected.order.hasPrefix("f") && collected.order.hasSuffix("p"), "\(collected.order)")
        #expect(await video.brokenFrames == 0)
    }

    @Test func someFramesAreAnalyzed() async throws {
        let video = try await Detectors.videos.updates(ofVideoAt: Clip.url, sampling: .perSecond(2))
        var analyzed: [Int] = []
        for try await case .frame(let frame) in video where frame.result.isAnalyzed {
            analyzed.append(frame.result.frame)
        }
        #expect(analyzed == [0, 5])
    }

    @Test func someFramesAreRead() async throws {
        let selection = FrameSelection(start: 0.2, duration: 0.3)
        let video = try await Detectors.videos.updates(ofVideoAt: Clip.url, selecting: selection)
        var count = 0
        for try await case .frame in video { count += 1 }
        #expect(count == 3)
    }

    @Test func zonesAndAlertsApplyToThePeople() async throws {
        let zone = try Zone(name: "all", corners: [(0, 0), (1, 0), (1, 1), (0, 1)].map { RelativePoint(x: $0, y: $1) })
        let site = try SiteMonitor(source: "clip", zones: [zone], alerts: [AlertRule(parsing: "without>=1")])
        let video = try await Detectors.videos.updates(ofVideoAt: Clip.url, sampling: .everyFrame, monitoring: site)
        var collected = Collected()
        for try await update in video { collected.add(update) }
        #expect(collected.frames.contains { $0.result.zones == ["all": 1] })
        #expect(collected.alerts.count == 1)
    }

    @Test func aMissingVideoIsReported() async throws {
        let detector = try await Detectors.videos
        let error = await #expect(throws: MediaError.self) {
            try await detector.updates(ofVideoAt: URL(filePath: "/no/such/video.mp4"))
        }
        #expect(error?.code == .notFound && error?.category == .noInput)
    }

    @Test func aCancelledLoopThrows() async throws {
        let detector = try await Detectors.videos
        let url = try await Clip.url
        let task = Task {
            for try await case .frame in try await detector.updates(ofVideoAt: url) {
                withUnsafeCurrentTask { $0?.cancel() }
            }
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}

/// A source of two connections, of which the first is lost.
private struct ScriptedCamera: FrameStreaming {
    struct Lost: Error {}

    /// The number of the next connection. Its frames are those of a person who doesn't move.
    private let connections = Counter()
    let picture: Image

    func open() async throws -> Connection {
        Connection(picture: picture, isFirst: await connections.next() == 0)
    }

    func fault(behind error: any Error) -> SourceFault { SourceFault(reason: "unplugged", isPermanent: false) }

    final class Connection: FrameConnection {
        private let picture: Image
        private let isFirst: Bool
        private let index = Counter()

        init(picture: Image, isFirst: Bool) { (self.picture, self.isFirst) = (picture, isFirst) }

        func next() async throws -> Frame? {
            let index = await index.next()
            guard index < 4 else {
                if isFirst { throw Lost() }
                return nil
            }
            return Frame(image: picture, time: Double(index) / 10, index: index)
        }

        func close() {}
    }

    actor Counter {
        private var count = 0

        func next() -> Int {
            defer { count += 1 }
            return count
        }
    }
}

struct LiveSourceTests {
    @Test func statusComesInOrderWithTheFrames() async throws {
        let camera = ScriptedCamera(picture: try Portrait.inRoom(20))
        let source = try await Detectors.videos.updates(
            of: camera, named: "door",
            reconnecting: ReconnectionPolicy(firstWait: .milliseconds(1), patience: .seconds(600)))
        var collected = Collected()
        for try await update in source { collected.add(update) }
        #expect(collected.frames.map(\.result.frame) == Array(0..<8))
        #expect(collected.frames.allSatisfy { $0.result.source == "door" })
        #expect(collected.order.hasPrefix("sf") && collected.order.hasSuffix("p"), "\(collected.order)")
        let health = collected.health
        #expect(health.count == 4 && health.first == .connected && health[1] == .lost(reason: "unplugged"))
        if case .recovered = health.last {} else { Issue.record("\(health)") }
        // How long the loss takes decides whether the person is the same afterwards.
        let events = collected.events.map(\.kind.label).filter { $0 != "state_changed" }
        #expect(events.first == "appeared" && events.last == "left", "\(events)")
        #expect(source.counts.frames == 8 && source.counts.reconnections == 1)
    }

    @Test func aWrongAddressIsAnErrorOfTheSource() async throws {
        let address = VideoAddress.file(URL(filePath: "/no/such/camera"))
        let source = try await Detectors.videos.updates(of: LiveSource(address))
        await #expect(throws: MediaError.self) { for try await _ in source {} }
    }
}
