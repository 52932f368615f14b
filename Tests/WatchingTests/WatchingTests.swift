import FaceMaskAnalysis
import FaceMaskCore
import FaceMaskEvents
import FaceMaskMonitoring
import FaceMaskSinks
import Foundation
import Logging
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@testable import FaceMaskWatching

private func watching(
    _ sessions: [SourceSession], _ consumers: [any EventConsumer], delivery: AlertDelivery? = nil,
    services: [any Service] = [], duration: Duration? = nil, failures: Failures = Failures()
) -> Watching {
    var plan = Watching.Plan(
        sessions: sessions, consumers: consumers + (delivery.map { [$0] } ?? []),
        services: services + (delivery.map { [DeliveryService(delivery: $0)] } ?? []))
    plan.duration = duration
    plan.clock = QuickClock(endless: nil)
    return Watching(plan, analyzer: ScriptedNetworks.analyzer, report: failures.report)
}

@Suite struct WatchingTests {
    @Test("A camera vanishes and returns while the other goes on")
    func lossAndReturn() async {
        let recorder = Recorder()
        let door = SourceSession.camera(
            "door", ScriptedCamera.standing(8) + [.lost] + ScriptedCamera.standing(8) + [.end])
        let hall = SourceSession.camera("hall", ScriptedCamera.standing(20, .worn) + [.end])
        let summaries = await watching([door, hall], [recorder]).run()
        #expect(summaries.map(\.source) == ["door", "hall"] && summaries.map(\.frames) == [16, 20])
        #expect(
            recorder.words(of: "door").filter { !$0.contains(" ") } == ["connected", "lost", "waiting", "recovered"])
        #expect(recorder.frames(of: "hall") == Array(0..<20))
        #expect(recorder.words(of: "hall").first == "connected" && recorder.words(of: "hall").last == "left 1")
        #expect(summaries[1].people[.worn] == 1 && summaries[0].people[.notWorn] >= 1)
        for name in ["door", "hall"] {
            let numbers = recorder.events.filter { $0.source.name == name }.map(\.sequence)
            #expect(numbers == Array(0..<UInt64(numbers.count)), "\(name): no gaps")
        }
        #expect(Set(recorder.events.map(\.session)).count == 2 && recorder.isFinished)
    }

    private final class RecordingChannel: AlertChannel {
        private let sent = Mutex<[Alert]>([])
        var alerts: [Alert] { sent.withLock { $0 } }
        func send(_ alert: Alert) async throws(MonitoringError) { sent.withLock { $0.append(alert) } }
    }

    @Test("An alert is an event, and is delivered to where its rule says")
    func alert() async throws {
        let rules = [try AlertRule(parsing: "bare: without>=1 for 300ms then run tell somebody")]
        var session = SourceSession.camera("door", ScriptedCamera.standing(15) + [.end])
        session.site = try SiteMonitor(source: "door", alerts: rules)
        let channel = RecordingChannel()
        let delivery = AlertDelivery(
            rules: ["door": rules], channels: AlertChannels(["run": { _, _, _ in channel }]),
            dependencies: AlertDelivery.Dependencies(environment: [:], bell: {}, report: { _ in }))
        let recorder = Recorder()
        _ = await watching([session], [recorder], delivery: delivery).run()
        #expect(recorder.words(of: "door").filter { $0 == "alert bare" }.count == 1)
        #expect(channel.alerts.map(\.rule.name) == ["bare"] && channel.alerts.first?.tracks == [1])
    }

    @Test("Somebody crosses a line")
    func crossing() async throws {
        let walk = stride(from: 60, through: 140, by: 4).map { ScriptedCamera.Step.frame(x: UInt8($0)) }
        var session = SourceSession.camera("gate", walk + [.end])
        let line = try CountingLine(
            name: "middle", start: RelativePoint(x: 0.5, y: 1), end: RelativePoint(x: 0.5, y: 0))
        session.site = try SiteMonitor(source: "gate", lines: [line])
        let recorder = Recorder()
        let summary = try #require(await watching([session], [recorder]).run().first)
        #expect(recorder.words(of: "gate").filter { $0.hasPrefix("crossed") } == ["crossed 1"])
        #expect(summary.crossings.map(\.line) == ["middle"])
        #expect(summary.crossings.map { $0.inward + $0.outward } == [1])
    }

    @Test("A reader that doesn't read holds up no camera; it gets nothing more, which is said once")
    func slowConsumer() async {
        let (gate, failures) = (Gate(), Failures())
        let slow = Recorder(.lossless(4), gate: gate, isEssential: true)
        let other = Recorder()
        let session = SourceSession.camera("door", ScriptedCamera.standing(40) + [.end])
        let watching = watching([session], [slow, other], failures: failures)
        let summary = await watching.run().first
        #expect(summary?.frames == 40 && other.frames(of: "door") == Array(0..<40))
        #expect(slow.events.count < 10 && !slow.isFinished)
        #expect(failures.sentences.count == 1 && failures.sentences.first?.contains("the recorder") == true)
        #expect(watching.consumerFailures.map(\.code) == [.overflowed])
    }

    @Test("A file waits for a consumer that is busy, and nothing is lost")
    func filesWait() async {
        let slow = Recorder(.lossless(1))
        let summaries = await watching([.file("a.mp4", frames: 60)], [slow, Recorder(.newest(1))]).run()
        #expect(slow.frames(of: "a.mp4") == Array(0..<60) && summaries.first?.frames == 60)
    }

    @Test(
        "Without an essential consumer everything ends; another one's failure ends nothing", arguments: [true, false])
    func failingConsumer(isEssential: Bool) async {
        let failures = Failures()
        let broken = Recorder(failsAt: 3, isEssential: isEssential)
        let other = Recorder()
        let steps = ScriptedCamera.standing(20) + [isEssential ? .hang : .end]
        _ = await watching([.camera("door", steps)], [broken, other], failures: failures).run()
        #expect(failures.sentences == ["The disk is full."] && other.isFinished && broken.events.count == 4)
    }

    @Test(
        "A broker that fails is told of, and the watch goes on; without standard output it ends",
        arguments: [true, false])
    func failingSink(isEssential: Bool) async {
        let (failures, other) = (Failures(), Recorder())
        let sink = SinkConsumer(
            name: "the broker", isEssential: isEssential, makeSink: { JSONLinesSink(write: $0) },
            write: { _ in throw Failure(.unavailable, "The broker is gone.") })
        let steps = ScriptedCamera.standing(20) + [isEssential ? .hang : .end]
        let watching = watching([.camera("door", steps)], [sink, other], failures: failures)
        let summary = await watching.run().first
        #expect(failures.sentences == ["The broker is gone."] && other.isFinished)
        #expect(watching.consumerFailures.map(\.endsWatching) == [isEssential])
        #expect(isEssential || summary?.frames == 20 && other.frames(of: "door") == Array(0..<20))
    }

    /// Runs until it is asked to end, or fails at once; notes what was finished by then.
    private final class Server: Service {
        private let recorder: Recorder
        private let error: Failure?
        private let ending = Mutex<String?>(nil)

        init(beside recorder: Recorder, failing error: Failure? = nil) {
            (self.recorder, self.error) = (recorder, error)
        }

        var end: String? { ending.withLock { $0 } }

        func run() async throws {
            if let error { throw error }
            do { try await gracefulShutdown() } catch {
                ending.withLock { $0 = "cancelled" }
                throw error
            }
            ending.withLock { $0 = recorder.isFinished ? "after the consumers" : "before the consumers" }
        }
    }

    @Test("Services end when the consumers have everything, and the failure of one ends nothing")
    func services() async throws {
        let (recorder, failures) = (Recorder(), Failures())
        let servers = [Server(beside: recorder), Server(beside: recorder)]
        let broken = Server(beside: recorder, failing: Failure(.unavailable, "The port is taken."))
        let delivery = AlertDelivery(
            rules: [:], dependencies: AlertDelivery.Dependencies(environment: [:], bell: {}, report: { _ in }))
        let sessions = (1...3).map { SourceSession.camera("cam\($0)", ScriptedCamera.standing(5 * $0) + [.end]) }
        let summaries = await watching(
            sessions, [recorder], delivery: delivery, services: [servers[0], broken, servers[1]], failures: failures
        ).run()
        #expect(summaries.map(\.frames) == [5, 10, 15] && failures.sentences == ["The port is taken."])
        #expect(servers.map(\.end) == ["after the consumers", "after the consumers"])
    }

    @Test("A cancelled watch cancels its services, which is no failure")
    func cancelledServices() async {
        let (recorder, failures) = (Recorder(), Failures())
        let server = Server(beside: recorder)
        let session = SourceSession.camera("door", ScriptedCamera.standing(10) + [.hang])
        let watching = watching([session], [recorder], services: [server], failures: failures)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { _ = await watching.run() }
            await recorder.frame(9)
            group.cancelAll()
        }
        #expect(server.end == "cancelled" && failures.sentences.isEmpty && recorder.isFinished)
    }

    @Test("What somebody wants to watch becomes sessions, consumers and services in one place")
    func planOfARequest() throws {
        let folder = try TemporaryFolder()
        var request = WatchRequest()
        (request.sources, request.alerts) = (["a.mp4"], ["without>=1 then bell"])
        request.outputFolder = folder.url.appending(path: "videos").path(percentEncoded: false)
        request.peopleTable = folder.url.appending(path: "people.csv").path(percentEncoded: false)
        request.duration = .seconds(3)
        let plan = try Watching.Plan(
            request,
            dependencies: Watching.Dependencies(
                consumers: [Recorder()],
                alerts: AlertDelivery.Dependencies(environment: [:], bell: {}, report: { _ in }),
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
        #expect(plan.sessions.map(\.name) == ["a.mp4"] && plan.duration == .seconds(3))
        #expect(
            plan.consumers.map(\.name)
                == ["the recorder", "the delivery of alerts", "the table '\(request.peopleTable ?? "")'"])
        #expect(plan.services.count == 1 && plan.services.first is DeliveryService)
        #expect(try folder.names == ["people.partial.csv", "videos"])
    }

    @Test("Events count the dropped frames as the summary does")
    func droppedFrames() async throws {
        let recorder = Recorder()
        let steps =
            ScriptedCamera.standing(3) + [.skip(4)] + ScriptedCamera.standing(2) + [.skip(1)]
            + ScriptedCamera.standing(1) + [.end]
        let summary = try #require(await watching([.camera("door", steps)], [recorder]).run().first)
        let counts = recorder.events.map(\.droppedFrames)
        #expect(summary.droppedFrames == 5 && counts.last == 5 && counts == counts.sorted())
        #expect(recorder.frames(of: "door") == [0, 1, 2, 7, 8, 10])
    }

    enum Ending: CaseIterable { case cancelled, overTime }

    @Test("However it ends, what is written is whole", arguments: Ending.allCases)
    func endings(ending: Ending) async throws {
        let folder = try TemporaryFolder()
        let (table, video) = (folder.url.appending(path: "p.csv"), folder.url.appending(path: "v.mp4"))
        var session = SourceSession.camera("door", ScriptedCamera.standing(10) + [.hang])
        session.outputs.videoPath = video.path
        let recorder = Recorder()
        let json = Mutex("")
        let sink = SinkConsumer(
            name: "the results", isEssential: true, makeSink: { JSONSink(write: $0) },
            write: { text in json.withLock { $0 += text } })
        let duration: Duration? = ending == .overTime ? .seconds(60) : nil
        let people = try PeopleTable(path: table.path)
        #expect(try folder.names == ["p.partial.csv"])
        let watching = watching([session], [sink, people, recorder], duration: duration)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { _ = await watching.run() }
            if ending != .overTime { await recorder.frame(9) }
            if ending == .cancelled { group.cancelAll() }
        }
        #expect(json.withLock { $0 }.hasSuffix("]\n"))
        #expect(try String(contentsOf: table, encoding: .utf8).hasPrefix("source,track,"))
        #expect(recorder.isFinished && recorder.events.last.map { $0.source.name } == "door" || ending == .overTime)
        guard ending != .overTime else { return }
        #expect(recorder.words(of: "door").last == "left 1")
        #expect(try String(contentsOf: table, encoding: .utf8).contains("door,1,without_mask"))
        #expect(try folder.names == ["p.csv", "v.mp4"])
    }

    /// Delivers when it is cancelled only.
    private struct DeadChannel: AlertChannel {
        func send(_ alert: Alert) async throws(MonitoringError) {
            for await _ in AsyncStream<Never>.makeStream().stream {}
        }
    }

    @Test("A table that is not finished leaves no file")
    func abandonedTable() throws {
        let folder = try TemporaryFolder()
        do {
            let table = try PeopleTable(path: folder.url.appending(path: "p.csv").path)
            let names = try withExtendedLifetime(table) { try folder.names }
            #expect(names == ["p.partial.csv"])
        }
        #expect(try folder.names.isEmpty)
    }

    @Test("A watch that is cancelled doesn't wait for a dead server")
    func cancellationGivesDeliveryUp() async throws {
        let rules = [try AlertRule(parsing: "bare: without>=1 then run tell")]
        var session = SourceSession.camera("door", ScriptedCamera.standing(12) + [.hang])
        session.site = try SiteMonitor(source: "door", alerts: rules)
        let delivery = AlertDelivery(
            rules: ["door": rules], channels: AlertChannels(["run": { _, _, _ in DeadChannel() }]),
            dependencies: AlertDelivery.Dependencies(environment: [:], bell: {}, report: { _ in }))
        let recorder = Recorder()
        let watching = watching([session], [recorder], delivery: delivery)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { _ = await watching.run() }
            await recorder.frame(11)
            group.cancelAll()
        }
        #expect(recorder.words(of: "door").contains("alert bare") && recorder.isFinished)
    }

    @Test("Many cameras stop at once, each with its end")
    func manyStop() async {
        let recorder = Recorder()
        let names = (1...6).map { "cam\($0)" }
        let watching = watching(names.map { .camera($0, ScriptedCamera.standing(10) + [.hang]) }, [recorder])
        let summaries = await withTaskGroup(of: [SessionSummary].self) { group in
            group.addTask { await watching.run() }
            for _ in names { await recorder.frame(9) }
            group.cancelAll()
            return await group.next() ?? []
        }
        #expect(summaries.count == 6 && recorder.isFinished)
        for name in names { #expect(recorder.words(of: name).last == "left 1" || recorder.frames(of: name).count < 10) }
    }
}
