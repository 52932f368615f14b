import FaceMaskAnalysis
import FaceMaskCore
import FaceMaskEvents
import Testing

struct ReconnectingFramesTests {
    /// Time that passes in a test, in order.
    enum Passage: Sendable {
        /// The source waits this many seconds before it is reopened.
        case wait(Double)
        /// The source hangs until patience ends.
        case patience
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let script: [ScriptedSource.Step]
        let passages: [Passage]
        let events: [String]

        init(_ why: String, _ script: [ScriptedSource.Step], passing passages: [Passage], events: [String]) {
            (testDescription, self.script, self.passages, self.events) = (why, script, passages, events)
        }
    }

    static let rows: [Row] = [
        Row("nothing happens", [.open, .frame(index: 0, time: 0.5)], passing: [], events: ["connected", "0 at 0.5"]),
        Row(
            "dropped frames are seen in the numbers", [.open, .frame(index: 3, time: 1), .frame(index: 4, time: 2)],
            passing: [], events: ["connected", "3 at 1.0", "4 at 2.0"]),
        Row(
            "a stream that ends comes back; times and numbers go on",
            [.open, .frame(index: 0, time: 1), .breakOff, .open, .frame(index: 0, time: 0.25)], passing: [.wait(1)],
            events: [
                "connected", "0 at 1.0", "lost: gone", "trying again in 1 s", "back after 1 s", "1 at 1.25",
            ]),
        Row(
            "times never go back, whatever the clocks say",
            [.open, .frame(index: 0, time: 5), .breakOff, .open, .frame(index: 0, time: 0)], passing: [.wait(1)],
            events: [
                "connected", "0 at 5.0", "lost: gone", "trying again in 1 s", "back after 1 s",
                "1 at \(5.0.nextUp)",
            ]),
        Row(
            "waits double up to thirty seconds and begin at one again after a frame",
            [.open, .frame(index: 0, time: 0), .fail("cable")]
                + Array(repeating: .refuse("no route"), count: 6)
                + [.open, .frame(index: 0, time: 0), .breakOff, .open, .frame(index: 0, time: 0)],
            passing: [1, 2, 4, 8, 16, 30, 30, 1].map { .wait($0) },
            events: ["connected", "0 at 0.0", "lost: cable", "trying again in 1 s"]
                + [2, 4, 8, 16, 30, 30].flatMap { ["not there: no route", "trying again in \($0) s"] }
                + ["back after 91 s", "1 at 91.0", "lost: gone", "trying again in 1 s", "back after 1 s"]
                + ["2 at 92.0"]),
        Row(
            "a stream that hangs is closed and opened anew",
            [.open, .frame(index: 0, time: 0), .hang, .open, .frame(index: 0, time: 0)],
            passing: [.patience, .wait(1)],
            events: [
                "connected", "0 at 0.0", "lost: no frame came for 7 s", "trying again in 1 s", "back after 1 s",
                "1 at 8.0",
            ]),
        Row(
            "one that opens and stays silent was never connected",
            [.open, .hang, .open, .frame(index: 0, time: 0)], passing: [.patience, .wait(1)],
            events: ["not there: no frame came for 7 s", "trying again in 1 s", "connected", "0 at 8.0"]),
        Row(
            "one that opens again and stays silent is waited for longer",
            [.open, .frame(index: 0, time: 0), .breakOff, .open, .breakOff, .open, .frame(index: 0, time: 0)],
            passing: [.wait(1), .wait(2)],
            events: [
                "connected", "0 at 0.0", "lost: gone", "trying again in 1 s", "not there: gone",
                "trying again in 2 s", "back after 3 s", "1 at 3.0",
            ]),
        Row(
            "opening hangs", [.hangWhileOpening, .open, .frame(index: 0, time: 0)], passing: [.patience, .wait(1)],
            events: ["not there: it did not open for 7 s", "trying again in 1 s", "connected", "0 at 8.0"]),
        Row(
            "a source that is not there yet is waited for",
            [.refuse("refused"), .open, .frame(index: 0, time: 0)], passing: [.wait(1)],
            events: ["not there: refused", "trying again in 1 s", "connected", "0 at 1.0"]),
        Row(
            "a fault that is permanent at first may pass later",
            [
                .open, .frame(index: 0, time: 0), .breakOff, .refuse("401", permanent: true), .open,
                .frame(index: 0, time: 0),
            ], passing: [.wait(1), .wait(2)],
            events: [
                "connected", "0 at 0.0", "lost: gone", "trying again in 1 s", "not there: 401",
                "trying again in 2 s", "back after 3 s", "1 at 3.0",
            ]),
        Row(
            "a recording ends, and doesn't come again",
            [.open, .frame(index: 0, time: 0), .breakOff, .open, .frame(index: 0, time: 0), .end, .open],
            passing: [.wait(1)],
            events: ["connected", "0 at 0.0", "lost: gone", "trying again in 1 s", "back after 1 s", "1 at 1.0", "end"]),
        Row(
            "a wrong address ends it", [.refuse("no such device", permanent: true)], passing: [],
            events: ["ended: no such device"]),
        Row(
            "so does one that is found wrong after a while",
            [.refuse("refused"), .refuse("401", permanent: true)], passing: [.wait(1)],
            events: ["not there: refused", "trying again in 1 s", "ended: 401"]),
        Row(
            "and one whose first frame cannot be decoded", [.open, .fail("no decoder", permanent: true)], passing: [],
            events: ["ended: no decoder"]),
        Row(
            "another size in mid-stream",
            [
                .open, .frame(index: 0, time: 0), .frame(index: 1, time: 1, width: 4),
                .frame(index: 2, time: 2, width: 4),
            ],
            passing: [], events: ["connected", "0 at 0.0", "frames are 4 × 2 now", "1 at 1.0", "2 at 2.0"]),
        Row(
            "another size after a loss",
            [.open, .frame(index: 0, time: 0), .breakOff, .open, .frame(index: 0, time: 0, width: 4)],
            passing: [.wait(1)],
            events: [
                "connected", "0 at 0.0", "lost: gone", "trying again in 1 s", "back after 1 s",
                "frames are 4 × 2 now", "1 at 1.0",
            ]),
    ]

    static let policy = ReconnectionPolicy(patience: .seconds(7))

    @Test("what is told, in order", arguments: rows)
    func reconnection(_ row: Row) async throws {
        let (source, clock) = (ScriptedSource(row.script), ManualClock())
        let frames = ReconnectingFrames(source, policy: Self.policy, clock: clock)
        async let told = Self.told(by: frames, count: row.events.count)
        for passage in row.passages {
            switch passage {
            case .wait(let seconds): await clock.passSleep(of: .seconds(seconds))
            case .patience:
                await source.hangs()
                await clock.passSleep(of: Self.policy.patience)
            }
        }
        #expect(await told == row.events)
    }

    private static func told(by frames: ReconnectingFrames<ScriptedSource, ManualClock>, count: Int) async -> [String] {
        var events: [String] = []
        do {
            for try await event in frames {
                switch event {
                case .frame(let frame): events.append("\(frame.index) at \(frame.time)")
                case .health(let health): events.append("\(health)")
                }
                if events.count == count { return events }
            }
            events.append("end")
        } catch {
            events.append("ended: \((error as? ScriptedSource.Failure)?.reason ?? "\(error)")")
        }
        return events
    }

    @Test func framesAreCounted() async throws {
        let source = ScriptedSource([
            .open, .frame(index: 0, time: 0), .frame(index: 4, time: 1), .breakOff, .refuse("no"), .open,
            .frame(index: 2, time: 0), .breakOff, .open, .frame(index: 0, time: 0),
        ])
        let clock = ManualClock()
        let frames = ReconnectingFrames(source, clock: clock)
        async let told = Self.told(by: frames, count: 13)
        for seconds in [1.0, 2, 1] { await clock.passSleep(of: .seconds(seconds)) }
        _ = await told
        let counts = frames.counts
        #expect(counts.frames == 4 && counts.dropped == 3 + 2 && counts.reconnections == 2 && counts.failures == 1)
        #expect(source.closedConnections == 2)
    }

    enum Moment: CaseIterable { case opening, reading, waiting }

    @Test("cancelling ends it at once, whatever it waits for", arguments: Moment.allCases)
    func cancellation(_ moment: Moment) async throws {
        let script: [ScriptedSource.Step] =
            switch moment {
            case .opening: [.hangWhileOpening]
            case .reading: [.open, .hang]
            case .waiting: [.refuse("no")]
            }
        let (source, clock) = (ScriptedSource(script), ManualClock())
        let frames = ReconnectingFrames(source, policy: Self.policy, clock: clock)
        let task = Task { for try await _ in frames {} }
        switch moment {
        case .opening, .reading: await source.hangs()
        case .waiting: await clock.someoneSleeps(for: .seconds(1))
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(source.closedConnections == (moment == .reading ? 1 : 0))
        #expect(clock.now == ManualClock.Instant(offset: .zero))
    }

    @Test("A change in health becomes a status with a name for programs and words for people")
    func healthIsAStatus() {
        let rows: [(SourceHealth, SourceStatus.Kind, String)] = [
            (.connected, .connected, "connected"), (.lost(reason: "gone"), .lost, "lost: gone"),
            (.failed(reason: "no route"), .failed, "not there: no route"),
            (.waiting(seconds: 2), .waiting, "trying again in 2 s"),
            (.recovered(afterSeconds: 1.25), .recovered, "back after 1.3 s"),
            (.resized(width: 64, height: 48), .resized, "frames are 64 × 48 now"),
        ]
        for (health, kind, words) in rows {
            #expect(health.status(of: "door") == SourceStatus(source: "door", kind: kind, words: words))
        }
        #expect(Set(rows.map { $0.1 }) == Set(SourceStatus.Kind.allCases))
    }

    @Test func waitsAreCapped() {
        let policy = ReconnectionPolicy(firstWait: .milliseconds(300), longestWait: .seconds(5))
        let waits = (-1..<70).map { policy.wait(beforeAttempt: $0) }
        #expect(Array(waits[..<7]) == [300, 300, 600, 1200, 2400, 4800, 5000].map { .milliseconds($0) })
        #expect(waits[7...].allSatisfy { $0 == .seconds(5) })
    }
}
