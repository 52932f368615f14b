import FaceMaskEvents
import FaceMaskFormats
import FaceMaskCore
import FaceMask
import Foundation
import FaceMaskMonitoring
import FaceMaskSinks

/// What all watched sources say goes through here, one after the other: results to stdout, the live line and notices to
/// stderr.
actor WatchOutput {
    private var sink: any ResultSink
    private var people: PeopleTable
    private var line: LiveLine
    private var rates: [String: ComplianceRate] = [:]
    private var frames = 0
    private var dropped: [String: Int] = [:]
    private var crossings: [String] = []
    private let delivery: AlertDelivery
    private let isQuiet: Bool
    private let start = ContinuousClock.now
    private(set) var failures: [Failure] = []

    init(
        sink: @Sendable () -> any ResultSink, people: PeopleTable, delivery: AlertDelivery, isQuiet: Bool
    ) {
        self.delivery = delivery
        self.sink = sink()
        self.people = people
        self.isQuiet = isQuiet
        line = LiveLine(isShown: !isQuiet)
    }

    func receive(_ frame: FrameResult, _ events: [PersonEvent], dropped: Int) throws {
        frames += 1
        self.dropped[frame.source] = dropped
        line.clear()
        try sink.receive(frame)
        try receive(events, in: frame.source)
        rates[frame.source, default: ComplianceRate()].add(frame.tracks, at: frame.time)
        line.show(frame.source, tracks: frame.tracks, dropped: self.dropped.values.reduce(0, +))
    }

    func receive(_ notice: SourceStatus) throws {
        line.clear()
        try sink.receive(notice)
        if !isQuiet { Console.say("\(printable(notice.source)): \(printable(notice.words)).") }
    }

    /// Tells of an alert, and sends it where its rule wants it.
    func receive(_ alert: Alert) async throws {
        line.clear()
        try sink.receive(alert)
        Console.say("ALERT \(alert)")
        await delivery.submit(alert)
    }

    /// Takes whom the end of a source lets go, and how often its lines were crossed.
    func finish(
        _ source: String, _ events: [PersonEvent], crossings: [(line: String, inward: Int, outward: Int)]
    ) throws {
        self.crossings += crossings.map { "\(source): \($0.line): \($0.inward) in, \($0.outward) out" }
        line.clear()
        line.remove(source)
        try receive(events, in: source)
    }

    /// Takes what failed while the rest goes on.
    func note(_ failure: Failure) {
        line.clear()
        failures.append(failure)
        Console.say("facemask: \(printable(failure.sentence))")
    }

    func note(_ failure: Failure, of source: String) throws {
        note(failure)
        try sink.receive(SourceFailure(source: source, sentence: failure.sentence))
    }

    /// Writes the table and the closing summary.
    func finish() throws {
        line.clear()
        try sink.finish()
        do {
            try people.write()
        } catch {
            note(Failure(error))
        }
        if !isQuiet, frames > 0 || failures.isEmpty { summarize() }
    }

    private func receive(_ events: [PersonEvent], in source: String) throws {
        for event in events {
            try sink.receive(event, in: source)
            people.receive(event, in: source)
        }
    }

    private func summarize() {
        let number = people.counts.values.reduce(0, +)
        let states = Phrases.states(people.counts)
        let seconds = start.duration(to: .now).inMilliseconds / 1000
        let lost = dropped.values.reduce(0, +)
        Console.say(
            "\(Phrases.count(number, "person", "people"))\(states.isEmpty ? "" : ": \(states)"); "
                + "\(Phrases.count(frames, "frame")) in \(Duration.seconds(seconds).phrase)"
                + (lost > 0 ? ", \(lost) dropped" : ""))
        for crossing in crossings { Console.say(printable(crossing)) }
        for (source, rate) in rates.sorted(by: { $0.key < $1.key }) where rate.people.judged > 0 {
            Console.say("\(printable(source)): \(Sparkline(rate).text)")
        }
    }
}
