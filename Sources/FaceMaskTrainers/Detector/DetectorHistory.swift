/// What a detector's training measured, epoch by epoch.
package struct DetectorHistory: Codable, Hashable, Sendable {
    /// Average precision of the file that the averaged weights make, on the pictures that check the training.
    package struct Check: Codable, Hashable, Sendable {
        /// Matches need an overlap of 0.5.
        package var strict: Double
        /// Matches lie in the labelled box, which may hold the whole head.
        package var loose: Double

        /// Creates a check, both 0…1.
        package init(strict: Double, loose: Double) { (self.strict, self.loose) = (strict, loose) }
    }

    /// One epoch.
    package struct Epoch: Codable, Hashable, Sendable {
        /// Counted from 1.
        package var epoch: Int
        /// The mean of the whole loss over the cells that are assigned to a face.
        package var loss: Double
        /// The part of the scores, before weighting.
        package var scoreLoss: Double
        /// The part of the boxes.
        package var boxLoss: Double
        /// The part of the landmarks.
        package var pointsLoss: Double
        /// The part of the masks.
        package var maskLoss: Double
        /// The mean overlap of boxes with the faces that they are assigned to.
        package var overlap: Double
        /// The average precision of the averaged weights.
        package var check: Check
        /// Wall time, the check included.
        package var seconds: Double

        /// Creates the row of an epoch that isn't timed yet.
        init(epoch: Int, sums: DetectionLoss.Sums, recipe: DetectorRecipe, check: Check) {
            let cells = Double(max(sums.cells, 1))
            self.epoch = epoch
            loss = sums.total(recipe)
            scoreLoss = sums.score / cells
            boxLoss = sums.box / cells
            pointsLoss = sums.points / cells
            maskLoss = sums.mask / cells
            overlap = sums.overlap / cells
            self.check = check
            seconds = 0
        }

        /// Decides which epoch is best: both ways of matching count equally.
        package var quality: Double { (check.strict + check.loose) / 2 }
    }

    /// By rising epoch.
    package var epochs: [Epoch]

    package init(epochs: [Epoch] = []) { self.epochs = epochs }

    /// The best epoch so far.
    package var best: Epoch? { epochs.max { $0.quality < $1.quality } }

    /// The names of the columns, in order.
    private static let columns = [
        "epoch", "loss", "score_loss", "box_loss", "points_loss", "mask_loss", "overlap", "ap_strict", "ap_loose",
        "seconds",
    ]

    /// The history as comma-separated values (RFC 4180), with a line of column names.
    package var csv: String {
        let rows = epochs.map { row in
            let numbers = [
                row.loss, row.scoreLoss, row.boxLoss, row.pointsLoss, row.maskLoss, row.overlap, row.check.strict,
                row.check.loose, row.seconds,
            ]
            return ([String(row.epoch)] + numbers.map { "\($0)" }).joined(separator: ",")
        }
        return ([Self.columns.joined(separator: ",")] + rows).map { $0 + "\r\n" }.joined()
    }
}

extension DetectorHistory: EpochHistory {}
extension DetectorHistory.Epoch: EpochRow {}
