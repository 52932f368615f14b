package import FaceMaskCore
internal import Synchronization

/// Records the updates of a job.
package final class UpdateLog: Sendable {
    private let kept = Mutex<[JobUpdate]>([])

    /// Creates an empty log.
    package init() {}

    /// The closure to hand to a job.
    package var receiver: JobUpdate.Receiver { { update in self.kept.withLock { $0.append(update) } } }

    /// The sentences of all notes and failures, in their order.
    package var sentences: [String] {
        kept.withLock { updates in
            updates.compactMap { update in
                switch update {
                case .note(let sentence): sentence
                case .failure(let failure): failure.sentence
                case .progress, .progressEnded: nil
                }
            }
        }
    }

    /// The last progress: done and total.
    package var progress: [Int] {
        kept.withLock { updates in
            updates.reduce([]) { last, update in
                if case .progress(let progress) = update { [progress.done, progress.total] } else { last }
            }
        }
    }
}

/// A receiver that cancels the job's task when `count` items are done.
package func cancelling(after count: Int) -> JobUpdate.Receiver {
    { update in
        guard case .progress(let progress) = update, progress.done >= count else { return }
        withUnsafeCurrentTask { unsafe $0?.cancel() }
    }
}
