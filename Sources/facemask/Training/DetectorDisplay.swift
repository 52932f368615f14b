#if Training
import FaceMask
import Foundation
import Training

/// Shows a detector's training on stderr: a moving line on a terminal, a line for each epoch everywhere.
struct DetectorDisplay {
    private let epochs: Int
    private let isQuiet: Bool
    private var line: ProgressLine?

    init(epochs: Int, isQuiet: Bool) {
        self.epochs = epochs
        self.isQuiet = isQuiet
    }

    mutating func show(_ progress: DetectorProgress) {
        guard !isQuiet else { return }
        switch progress {
        case .inputs(let epoch, let done, let total, let loss):
            if line == nil { line = ProgressLine(title: "Epoch \(epoch)/\(epochs)", total: total, isShown: true) }
            line?.show(done: done, note: String(format: "loss %.3f", loss))
            if done == total {
                line?.clear()
                line = nil
            }
        case .epoch(let row):
            let left = epochs - row.epoch
            let time = left > 0 ? "  \(Duration.seconds(row.seconds * Double(left)).words) left" : ""
            Console.say(
                String(
                    format: "epoch %*d/%d  %.0f s  loss %.3f (scores %.3f, boxes %.3f, points %.3f, masks %.3f)  "
                        + "overlap %.3f  AP %.4f, inside head %.4f%@",
                    String(epochs).count, row.epoch, epochs, row.seconds, row.loss, row.scoreLoss, row.boxLoss,
                    row.pointsLoss, row.maskLoss, row.overlap, row.check.strict, row.check.loose, time))
        }
    }
}
#endif
