import FaceMaskCore
import FaceMaskFormats
import FaceMaskMonitoring
import FaceMaskWatching

/// The text at the end of watching.
struct WatchSummary {
    let lines: [String]

    init(_ sessions: [SessionSummary], in time: Duration) {
        let frames = sessions.reduce(0) { $0 + $1.frames }
        let hasFailed = sessions.contains { $0.sourceFailure != nil || !$0.outputFailures.isEmpty }
        guard frames > 0 || !hasFailed else {
            lines = []
            return
        }
        let dropped = sessions.reduce(0) { $0 + $1.droppedFrames }
        let people = sessions.reduce(into: PeopleCount()) { $0 += $1.people }
        let total =
            "\(Phrases.people(people)); \(Phrases.count(frames, "frame")) in \(time.phrase)"
            + (dropped > 0 ? ", \(dropped) dropped" : "")
        let crossings = sessions.flatMap { session in
            session.crossings.map { "\(session.source): \($0.line): \($0.inward) in, \($0.outward) out" }
        }
        let rates = sessions.sorted { $0.source < $1.source }.filter { $0.compliance.people.judged > 0 }
            .map { "\($0.source): \(Sparkline($0.compliance).text)" }
        lines = [total] + crossings + rates
    }
}
