package import FaceMaskCore
package import FaceMaskTrainers
internal import Foundation

/// What a training job reports while it works.
package enum TrainingUpdate: Sendable {
    /// What every job reports: progress, notes, failures.
    case job(JobUpdate)
    /// An epoch of a classifier's training ended and its checkpoint is saved; `of` is the number of epochs in all.
    case epoch(TrainingHistory.Epoch, of: Int)
    /// An epoch of a face detector's training ended and its checkpoint is saved.
    case detectorEpoch(DetectorHistory.Epoch, of: Int)

    /// Receives updates, on any task, in the order in which one task sends them.
    package typealias Receiver = @Sendable (TrainingUpdate) -> Void

    static func note(_ sentence: String) -> TrainingUpdate { .job(.note(sentence)) }

    static func progress(_ title: String, done: Int, of total: Int, detail: String = "") -> TrainingUpdate {
        .job(.progress(.init(title, done: done, of: total, detail: detail)))
    }
}

extension TrainingUpdate {
    /// What a classifier's trainer reports.
    init(_ progress: TrainingProgress<TrainingHistory.Epoch>, epochs: Int) {
        self.init(progress, epochs: epochs) { .epoch($0, of: epochs) }
    }

    /// What a detector's trainer reports.
    init(_ progress: TrainingProgress<DetectorHistory.Epoch>, epochs: Int) {
        self.init(progress, epochs: epochs) { .detectorEpoch($0, of: epochs) }
    }

    private init<Epoch>(_ progress: TrainingProgress<Epoch>, epochs: Int, update: (Epoch) -> TrainingUpdate) {
        switch progress {
        case .validationFeatures(let done, let total):
            self = .progress("Validation pictures", done: done, of: total)
        case .inputs(let epoch, let done, let total, let loss):
            let detail = loss.map { String(format: "loss %.3f", $0) } ?? ""
            self = .progress("Epoch \(epoch)/\(epochs)", done: done, of: total, detail: detail)
        case .epoch(let row): self = update(row)
        }
    }
}
