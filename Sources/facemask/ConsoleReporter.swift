import FaceMaskCore
import Synchronization

/// Shows on stderr what jobs report: a progress line, notes and failures.
///
/// Closures on any task may report; every update is shown before the closure returns.
final class ConsoleReporter: Sendable {
    private struct State {
        var line: ProgressLine?
        /// The stage that `line` shows.
        var stage: JobUpdate.Progress?
        var firstFailure: Failure?
    }

    private let isQuiet: Bool
    private let state = Mutex(State())

    /// A quiet reporter shows failures only.
    init(isQuiet: Bool) { self.isQuiet = isQuiet }

    /// The closure to hand to a job.
    var receiver: JobUpdate.Receiver { { self.show($0) } }

    /// The first failure that a job reported: the command exits with its code.
    var firstFailure: Failure? { state.withLock { $0.firstFailure } }

    /// Erases the progress line before something is written to stdout, which may be the same terminal.
    func clear() { state.withLock { $0.line?.clear() } }

    /// Shows one update. What is said replaces the progress line, which comes back with the next progress.
    func show(_ update: JobUpdate) {
        state.withLock { state in
            switch update {
            case .progress(let progress): show(progress, &state)
            case .progressEnded:
                state.line?.clear()
                (state.line, state.stage) = (nil, nil)
            case .note(let sentence):
                guard !isQuiet else { return }
                state.line?.clear()
                Console.say(printable(sentence))
            case .failure(let failure):
                state.line?.clear()
                Console.say(failure)
                state.firstFailure = state.firstFailure ?? failure
            }
        }
    }

    private func show(_ progress: JobUpdate.Progress, _ state: inout State) {
        let isSameStage = state.stage.map { ($0.title, $0.total) == (progress.title, progress.total) } ?? false
        if !isSameStage {
            state.line?.clear()
            state.line = ProgressLine(
                title: progress.title, total: progress.total, isShown: !isQuiet, unit: progress.unit)
        }
        state.stage = progress
        state.line?.show(done: progress.done, note: progress.detail)
    }
}
