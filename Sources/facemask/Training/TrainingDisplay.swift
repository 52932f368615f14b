#if Training
import FaceMaskFormats
import FaceMask
import Foundation
import FaceMaskTrainers

/// Shows a training's progress on stderr: a moving line on a terminal, a line for each epoch everywhere.
struct TrainingDisplay {
    private let epochs: Int
    private let isQuiet: Bool
    private var line: ProgressLine?

    init(epochs: Int, isQuiet: Bool) {
        self.epochs = epochs
        self.isQuiet = isQuiet
    }

    mutating func show(_ progress: TrainingProgress) {
        guard !isQuiet else { return }
        switch progress {
        case .validationFeatures(let done, let total): move("Validation pictures", done, total)
        case .pictures(let epoch, let done, let total): move("Epoch \(epoch)/\(epochs)", done, total)
        case .epoch(let row):
            finish()
            Console.say(
                String(
                    format: "epoch %*d/%d  %.1f s  loss %.4f  accuracy %.4f  val_loss %.4f  val_accuracy %.4f%@",
                    String(epochs).count, row.epoch, epochs, row.seconds, row.trainingLoss, row.trainingAccuracy,
                    row.validationLoss, row.validationAccuracy, timeLeft(after: row.epoch, seconds: row.seconds)))
        }
    }

    mutating func show(_ progress: DetectorProgress) {
        guard !isQuiet else { return }
        switch progress {
        case .inputs(let epoch, let done, let total, let loss):
            move("Epoch \(epoch)/\(epochs)", done, total, note: String(format: "loss %.3f", loss))
        case .epoch(let row):
            Console.say(
                String(
                    format: "epoch %*d/%d  %.0f s  loss %.3f (scores %.3f, boxes %.3f, points %.3f, masks %.3f)  "
                        + "overlap %.3f  AP %.4f, inside head %.4f%@",
                    String(epochs).count, row.epoch, epochs, row.seconds, row.loss, row.scoreLoss, row.boxLoss,
                    row.pointsLoss, row.maskLoss, row.overlap, row.check.strict, row.check.loose,
                    timeLeft(after: row.epoch, seconds: row.seconds)))
        }
    }

    mutating func finish() {
        line?.clear()
        line = nil
    }

    private mutating func move(_ title: String, _ done: Int, _ total: Int, note: String = "") {
        if line == nil { line = ProgressLine(title: title, total: total, isShown: true) }
        line?.show(done: done, note: note)
        if done == total { finish() }
    }

    private func timeLeft(after epoch: Int, seconds: Double) -> String {
        let left = epochs - epoch
        return left > 0 ? "  \(Duration.seconds(seconds * Double(left)).phrase) left" : ""
    }
}
#endif
