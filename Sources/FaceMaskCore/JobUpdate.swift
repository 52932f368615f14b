/// What a long job says while it works. The job never writes to the terminal: whoever started it decides what to show.
package enum JobUpdate: Sendable {
    /// How far a stage is. A job shows one stage at a time; the next one replaces it.
    case progress(Progress)
    /// The stage that was shown is over.
    case progressEnded
    /// A sentence for people who follow the job.
    case note(String)
    /// Something failed and the rest goes on.
    case failure(Failure)

    /// How far a stage is.
    package struct Progress: Hashable, Sendable {
        /// The stage, in a word or two: `Reading`.
        package var title: String
        package var done: Int
        package var total: Int
        /// What else is worth knowing right now, such as the loss.
        package var detail: String
        /// What `done` and `total` count.
        package var unit: Unit

        package enum Unit: Hashable, Sendable {
            case items
            /// Tenths of seconds of a video.
            case tenthsOfSeconds
        }

        package init(_ title: String, done: Int, of total: Int, detail: String = "", unit: Unit = .items) {
            (self.title, self.done, self.total, self.detail, self.unit) = (title, done, total, detail, unit)
        }
    }

    /// Receives updates, on any task, in the order in which one task sends them.
    package typealias Receiver = @Sendable (JobUpdate) -> Void
}
