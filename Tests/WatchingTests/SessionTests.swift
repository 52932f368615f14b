import FaceMask
import FaceMaskCore
import FaceMaskEvents
import FaceMaskMonitoring
import Foundation
import TestSupport
import Testing

@testable import FaceMaskWatching

@Suite struct SessionTests {
    private func run(_ session: SourceSession) async throws -> (events: [WatchEvent], summary: SessionSummary) {
        var events: [WatchEvent] = []
        let observer = SourceSession.Observer(receive: { events.append($0) })
        let summary = try await session.run(with: ScriptedNetworks.analyzer, observer: observer)
        return (events, summary)
    }

    @Test("What breaks off gives what there was, then everybody leaves, then the failure comes")
    func partialResults() async throws {
        let failure = Failure(.badData, "It is damaged.")
        let (events, summary) = try await run(.file("a.mp4", frames: 10, error: failure))
        #expect(summary.frames == 10 && summary.sourceFailure == failure && summary.people.total == 1)
        #expect(events.last?.body == .failure(SourceFailure(source: "a.mp4", sentence: "It is damaged.")))
        guard case .person(let left)? = events.dropLast().last?.body else {
            Issue.record("nobody left")
            return
        }
        #expect(left.kind == .left && left.person.id == 1)
    }

    @Test("Counts: frames, seconds, people, and who was there over time")
    func counts() async throws {
        let (events, summary) = try await run(.file("a.mp4", frames: 21))
        #expect(summary.frames == 21 && summary.analyzedFrames == 21 && summary.seconds == 2)
        #expect(summary.people[.notWorn] == 1 && summary.compliance.people.total == 1)
        #expect(summary.sourceFailure == nil && summary.outputFailures.isEmpty && summary.annotatedPath == nil)
        #expect(events.map(\.sequence) == Array(0..<UInt64(events.count)))
    }

    @Test("A program's updates and a session's events tell the same of a source")
    func oneFollowLoop() async throws {
        let zone = try Zone(name: "all", corners: [(0, 0), (1, 0), (1, 1), (0, 1)].map { RelativePoint(x: $0, y: $1) })
        let rules = [try AlertRule(parsing: "bare: without>=1 for 500ms")]
        var session = SourceSession.file("a.mp4", frames: 12)
        let site = try SiteMonitor(source: "a.mp4", zones: [zone], alerts: rules)
        session.site = site
        let (events, _) = try await run(session)

        var bodies: [WatchEvent.Body] = []
        let analyzer = ScriptedNetworks.analyzer
        var updates = AnalysisUpdateIterator(
            .scripted(analyzer, frames: 12),
            follower: SourceFollower(source: "a.mp4", defaultScore: analyzer.defaultScore, site: site))
        while let update = try await updates.next() {
            switch update {
            case .frame(let frame): bodies.append(.frame(frame.result))
            case .person(let event): bodies.append(.person(event))
            case .alert(let alert): bodies.append(.alert(alert))
            case .source(let health): bodies.append(.source(health.status(of: "a.mp4")))
            }
        }
        #expect(bodies == events.map(\.body))
        let alerts = bodies.filter { if case .alert = $0 { true } else { false } }
        #expect(alerts.count == 1 && bodies.count > 12 + alerts.count, "frames, people and an alert")
    }

    struct Refusal: Error {}

    @Test("What the observer throws ends the session, and is thrown")
    func observerFails() async throws {
        var count = 0
        let observer = SourceSession.Observer(receive: { _ in
            count += 1
            if count == 3 { throw Refusal() }
        })
        await #expect(throws: Refusal.self) {
            try await SourceSession.file("a.mp4", frames: 10).run(with: ScriptedNetworks.analyzer, observer: observer)
        }
        #expect(count == 3)
    }

    @Test("A video that can't be written is said once, and the analysis goes on")
    func failingOutput() async throws {
        let folder = try TemporaryFolder()
        var session = SourceSession.file("a.mp4", frames: 12)
        session.outputs.videoPath = folder.url.path
        var said: [Failure] = []
        let observer = SourceSession.Observer(receive: { _ in }, outputFailed: { said.append($0) })
        let summary = try await session.run(with: ScriptedNetworks.analyzer, observer: observer)
        #expect(summary.frames == 12 && said.count == 1 && summary.outputFailures == said)
        #expect(summary.annotatedPath == nil && summary.sourceFailure == nil)
    }

    @Test("The table of people grows as they leave, and has its name at the end")
    func peopleTable() async throws {
        let folder = try TemporaryFolder()
        let table = try PeopleTable(path: folder.url.appending(path: "people.csv").path)
        let person = Track.of(4, .worn)
        try table.add(PersonEvent(kind: .appeared, time: 0, person: person), in: "door")
        try table.add(PersonEvent(kind: .left, time: 1, person: person), in: "door")
        #expect(try folder.names == ["people.partial.csv"])
        let partial = try String(
            contentsOf: folder.url.appending(path: "people.partial.csv"), encoding: .utf8)
        #expect(partial.split(separator: "\r\n").count == 2 && partial.contains("door,4,with_mask"))
        try table.finish()
        #expect(try folder.names == ["people.csv"])
    }
}
