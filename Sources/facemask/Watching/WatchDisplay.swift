import FaceMaskCore
import FaceMaskEvents
import Synchronization

/// Shows on standard error what happens to the watched sources: statuses, alerts, failures, and a line that shows who is
/// in view right now.
///
/// A terminal that is paused, as by Ctrl-S, delays no camera: it misses old events.
final class WatchDisplay: EventConsumer {
    private let isQuiet: Bool
    private let line: Mutex<LiveLine>
    private let reporter: ConsoleReporter

    /// A quiet display shows alerts and failures only.
    init(isQuiet: Bool) {
        self.isQuiet = isQuiet
        line = Mutex(LiveLine(isShown: !isQuiet))
        reporter = ConsoleReporter(isQuiet: isQuiet)
    }

    var name: String { "the terminal" }
    var buffering: EventBuffering { .newest(256) }

    /// The first failure: the command exits with its code.
    var firstFailure: Failure? { reporter.firstFailure }

    func wants(_ body: WatchEvent.Body) -> Bool {
        switch body {
        case .frame: line.withLock(\.isShown)
        case .source: !isQuiet
        case .alert: true
        // Shown by `show` as soon as they happen.
        case .person, .failure: false
        }
    }

    func consume(_ event: WatchEvent) {
        switch event.body {
        case .frame: line.withLock { $0.show(event) }
        case .source(let status): note("\(status.source): \(status.words).")
        case .alert(let alert): say("ALERT \(alert)")
        case .person, .failure: break
        }
    }

    func finish() { clear() }

    /// Erases the line before other output is written to the terminal; it returns with the next frame.
    func clear() { line.withLock { $0.clear() } }

    /// Shows a failure, also when quiet.
    func show(_ failure: Failure) {
        clear()
        reporter.show(.failure(failure))
    }

    /// Shows a sentence unless quiet.
    func note(_ sentence: String) { if !isQuiet { say(printable(sentence)) } }

    private func say(_ sentence: String) {
        clear()
        Console.say(sentence)
    }
}
