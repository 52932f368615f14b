/// The measurements of a detector's training by epoch.
package struct DetectorHistory: Codable, Hashable, Sendable {
    /// The average precision of the averaged weights on the validation pictures, 0…1.
    package struct Check: Codable, Hashable, Sendable {
        /// With matches that have an overlap of at least 0.5.
        package var strict: Double
        /// With matches inside the annotated box, which may contain the whole head.
        package var loose: Double

        /// Creates a check from values 0…1.
        package init(strict: Double, loose: Double) { (self.strict, self.loose) = (strict, loose) }
    }

    /// One epoch.
    package struct Epoch: Codable, Hashable, Sendable {
        /// The epoch's number, from 1.
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
        /// The wall-clock time in seconds, including validation.
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

        /// The criterion for the best epoch: the mean of both kinds of matching.
        package var quality: Double { (check.strict + check.loose) / 2 }
    }

    /// The epochs in ascending order.
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
