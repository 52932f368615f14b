import FaceMask
import FaceMaskAnalysis
import FaceMaskCore
import FaceMaskEvents
import FaceMaskMonitoring
import Foundation
import Synchronization
import TestSupport

@testable import FaceMaskWatching

/// Keeps all events; may be held up, and may fail.
final class Recorder: EventConsumer {
    let name = "the recorder"
    let buffering: EventBuffering
    let isEssential: Bool
    private let failsAt: Int?
    private let gate: Gate?
    private let state = Mutex((events: [WatchEvent](), isFinished: false))
    private let (stream, arrivals) = AsyncStream.makeStream(of: WatchEvent.self)

    init(
        _ buffering: EventBuffering = .lossless(1000), failsAt: Int? = nil, gate: Gate? = nil, isEssential: Bool = false
    ) {
        (self.buffering, self.failsAt, self.gate, self.isEssential) = (buffering, failsAt, gate, isEssential)
    }

    var events: [WatchEvent] { state.withLock { $0.events } }
    var isFinished: Bool { state.withLock { $0.isFinished } }

    func consume(_ event: WatchEvent) async throws {
        await gate?.pass()
        let count = state.withLock { state in
            state.events.append(event)
            return state.events.count
        }
        arrivals.yield(event)
        if count - 1 == failsAt { throw Failure(.inputOutput, "The disk is full.") }
    }

    func finish() { state.withLock { $0.isFinished = true } }
    func abandon() { gate?.open() }

    /// Waits for the frame with that number.
    func frame(_ number: Int) async {
        for await event in stream { if case .frame(let frame) = event.body, frame.frame >= number { return } }
    }

    /// What was recorded of a source, in words.
    func words(of source: String) -> [String] {
        events.filter { $0.source.name == source }.compactMap { event in
            switch event.body {
            case .frame: nil
            case .person(let event): "\(event.kind.label) \(event.person.id)"
            case .alert(let alert): "alert \(alert.rule.name)"
            case .source(let status): status.kind.rawValue
            case .failure(let failure): "failure: \(failure.sentence)"
            }
        }
    }

    func frames(of source: String) -> [Int] {
        events.filter { $0.source.name == source }.compactMap {
            if case .frame(let frame) = $0.body { frame.frame } else { nil }
        }
    }
}

/// The failures that were reported.
final class Failures: Sendable {
    private let list = Mutex<[String]>([])
    var sentences: [String] { list.withLock { $0 } }
    @Sendable func report(_ failure: Failure) { list.withLock { $0.append(failure.sentence) } }
}

extension SourceSession {
    /// A camera whose losses are over at once.
    static func camera(_ name: String, _ steps: [ScriptedCamera.Step]) -> SourceSession {
        let policy = ReconnectionPolicy()
        var session = SourceSession(
            name: name,
            input: .live(ScriptedCamera(steps), policy: policy, clock: QuickClock(endless: policy.patience)))
        session.now = { Date(timeIntervalSince1970: 0) }
        return session
    }

    /// A file of `count` frames with somebody at `x`, which may break off with an error.
    static func file(_ name: String, frames count: Int, x: UInt8 = 100, error: Failure? = nil) -> SourceSession {
        SourceSession(
            name: name, input: SessionInput(isLive: false) { .scripted($0, frames: count, x: x, error: error) })
    }
}

extension AnalyzedSource {
    /// `count` frames with somebody at `x`, which may end with an error.
    static func scripted(
        _ analyzer: FrameAnalyzer, frames count: Int, x: UInt8 = 100, error: Failure? = nil
    ) -> AnalyzedSource {
        AnalyzedSource {
            var next = 0
            return Iterator(next: {
                guard next < count else {
                    if let error { throw error }
                    return nil
                }
                defer { next += 1 }
                let frame = Frame.scripted(next, x: x)
                let analysis = try await analyzer.analyze(frame.image)
                return .frame(AnalyzedFrame(frame: frame, sightings: analysis.sightings, times: analysis.times))
            })
        }
    }
}
