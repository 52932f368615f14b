#if Training
import FaceMaskCore
import FaceMaskFormats
import FaceMaskTrainers
import FaceMaskTraining
import Foundation

/// Shows a training on stderr: a progress line on a terminal, and a line for each epoch everywhere.
struct TrainingReporter {
    private let console: ConsoleReporter

    init(isQuiet: Bool) { console = ConsoleReporter(isQuiet: isQuiet) }

    /// The closure to hand to a training job.
    var receiver: TrainingUpdate.Receiver { { show($0) } }

    /// The first failure that was reported.
    var firstFailure: Failure? { console.firstFailure }

    /// Removes the progress line.
    func finish() { console.show(.progressEnded) }

    private func show(_ update: TrainingUpdate) {
        switch update {
        case .job(let update): console.show(update)
        case .epoch(let row, let epochs): showLine(Self.line(row, of: epochs))
        case .detectorEpoch(let row, let epochs): showLine(Self.line(row, of: epochs))
        }
    }

    private func showLine(_ line: String) {
        console.show(.progressEnded)
        console.show(.note(line))
    }

    private static func line(_ row: TrainingHistory.Epoch, of epochs: Int) -> String {
        String(
            format: "epoch %*d/%d  %.1f s  loss %.4f  accuracy %.4f  val_loss %.4f  val_accuracy %.4f%@",
            String(epochs).count, row.epoch, epochs, row.seconds, row.trainingLoss, row.trainingAccuracy,
            row.validationLoss, row.validationAccuracy, timeLeft(epochs - row.epoch, seconds: row.seconds))
    }

    private static func line(_ row: DetectorHistory.Epoch, of epochs: Int) -> String {
        String(
            format: "epoch %*d/%d  %.0f s  loss %.3f (scores %.3f, boxes %.3f, points %.3f, masks %.3f)  "
                + "overlap %.3f  AP %.4f, inside head %.4f%@",
            String(epochs).count, row.epoch, epochs, row.seconds, row.loss, row.scoreLoss, row.boxLoss,
            row.pointsLoss, row.maskLoss, row.overlap, row.check.strict, row.check.loose,
            timeLeft(epochs - row.epoch, seconds: row.seconds))
    }

    /// The time that `epochs` will take, each as long as the last one.
    private static func timeLeft(_ epochs: Int, seconds: Double) -> String {
        epochs > 0 ? "  \(Duration.seconds(seconds * Double(epochs)).phrase) left" : ""
    }
}
#endif
