/// What a detector's training measured, epoch by epoch.
public struct DetectorHistory: Codable, Hashable, Sendable {
    /// Average precision of the file that the averaged weights make, on the pictures that check the training.
    public struct Check: Codable, Hashable, Sendable {
        /// Matches need an overlap of 0.5.
        public var strict: Double
        /// Matches lie in the labelled box, which may hold the whole head.
        public var loose: Double

        /// Creates a check, both 0…1.
        public init(strict: Double, loose: Double) { (self.strict, self.loose) = (strict, loose) }
    }

    /// One epoch.
    public struct Epoch: Codable, Hashable, Sendable {
        /// Counted from 1.
        public var epoch: Int
        /// The mean over cells that answer for a face of everything that is learnt from.
        public var loss: Double
        /// The part of the scores, before its weight, likewise.
        public var scoreLoss: Double
        /// The part of the boxes.
        public var boxLoss: Double
        /// The part of the points.
        public var pointsLoss: Double
        /// The part of the masks.
        public var maskLoss: Double
        /// The mean overlap of boxes with the faces they answer for.
        public var overlap: Double
        /// What the averaged weights are worth then.
        public var check: Check
        /// Wall time, the check included.
        public var seconds: Double

        init(epoch: Int, sums: DetectionLoss.Sums, recipe: DetectorRecipe, check: Check, seconds: Double) {
            let cells = Double(max(sums.cells, 1))
            self.epoch = epoch
            loss = sums.total(recipe)
            scoreLoss = sums.score / cells
            boxLoss = sums.box / cells
            pointsLoss = sums.points / cells
            maskLoss = sums.mask / cells
            overlap = sums.overlap / cells
            self.check = check
            self.seconds = seconds
        }

        /// What decides which epoch is best: both ways of matching count alike.
        public var quality: Double { (check.strict + check.loose) / 2 }
    }

    /// By rising epoch.
    public var epochs: [Epoch] = []

    /// The best epoch so far.
    public var best: Epoch? { epochs.max { $0.quality < $1.quality } }

    /// The names of the columns, in order.
    private static let columns = [
        "epoch", "loss", "score_loss", "box_loss", "points_loss", "mask_loss", "overlap", "ap_strict", "ap_loose",
        "seconds",
    ]

    /// The history as comma-separated values (RFC 4180), with a line of column names.
    public var csv: String {
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

extension DetectorHistory: EpochList {
    var epochCount: Int { epochs.count }
}

/// What a detector's training reports while it runs.
public enum DetectorProgress: Sendable {
    /// Within an epoch, counted from 1: inputs done, and the mean loss so far.
    case inputs(epoch: Int, done: Int, of: Int, loss: Double)
    /// An epoch ended and its checkpoint is on disk.
    case epoch(DetectorHistory.Epoch)
}
