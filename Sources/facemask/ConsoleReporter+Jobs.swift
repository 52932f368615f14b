import ArgumentParser
import FaceMaskCore
import Synchronization

extension ConsoleReporter {
    /// Runs a job and shows what it reports.
    ///
    /// When the job throws `CancellationError`, the program says `sentence`, made from the progress that the job reported last,
    /// before it is thrown on. A failure that the job reported and then throws is said once.
    func run<Result>(
        ifInterrupted sentence: (_ done: Int, _ total: Int) -> String,
        _ job: (@escaping JobUpdate.Receiver) async throws -> Result
    ) async throws -> Result {
        let (last, report) = (LastProgress(), receiver)
        do {
            return try await job { update in
                last.note(update)
                report(update)
            }
        } catch let error as CancellationError {
            report(.progressEnded)
            Console.say("facemask: \(sentence(last.done, last.total))")
            throw error
        } catch let failure as Failure where failure == firstFailure {
            report(.progressEnded)
            throw failure.exitCode
        }
    }
}

/// The progress that a job reported last.
private final class LastProgress: Sendable {
    private let progress = Mutex<(done: Int, total: Int)>((0, 0))

    var done: Int { progress.withLock(\.done) }
    var total: Int { progress.withLock(\.total) }

    func note(_ update: JobUpdate) {
        if case .progress(let new) = update { progress.withLock { $0 = (new.done, new.total) } }
    }
}
