/// An update from a long-running job. The job itself never writes to the terminal: its caller decides what to show.
package enum JobUpdate: Sendable {
    /// The progress of a stage. A job has one stage at a time; the next one replaces it.
    case progress(Progress)
    /// The current stage has ended.
    case progressEnded
    /// A sentence for people.
    case note(String)
    /// A failure that doesn't stop the rest of the job.
    case failure(Failure)

    /// The progress of a stage.
    package struct Progress: Hashable, Sendable {
        /// The name of the stage, in a word or two: `Reading`.
        package var title: String
        package var done: Int
        package var total: Int
        /// Further information on the current state, such as the loss.
        package var detail: String
        /// The unit of `done` and `total`.
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

    /// Receives updates, on any task, in the order in which each task sends them.
    package typealias Receiver = @Sendable (JobUpdate) -> Void
}
