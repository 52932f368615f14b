/// What a training run measured, epoch by epoch.
public struct TrainingHistory: Codable, Hashable, Sendable {
    /// One epoch.
    public struct Epoch: Codable, Hashable, Sendable {
        /// Counted from 1.
        public var epoch: Int
        /// Mean cross-entropy over the epoch's batches.
        public var trainingLoss: Double
        /// 0…1, over the augmented pictures as the network saw them.
        public var trainingAccuracy: Double
        /// Mean cross-entropy over the validation pictures after the epoch.
        public var validationLoss: Double
        /// 0…1.
        public var validationAccuracy: Double
        /// Wall time of the epoch, its validation included.
        public var seconds: Double

        /// Creates the row of one epoch.
        public init(
            epoch: Int, training: (loss: Double, accuracy: Double), validation: (loss: Double, accuracy: Double),
            seconds: Double
        ) {
            self.epoch = epoch
            trainingLoss = training.loss
            trainingAccuracy = training.accuracy
            validationLoss = validation.loss
            validationAccuracy = validation.accuracy
            self.seconds = seconds
        }
    }

    /// By rising epoch.
    public var epochs: [Epoch]

    /// Creates a history.
    public init(epochs: [Epoch] = []) { self.epochs = epochs }
}

extension TrainingHistory {
    /// The names of the columns, in order; also the first line of `csv`.
    public static let columns = [
        "epoch", "training_loss", "training_accuracy", "validation_loss", "validation_accuracy", "seconds",
    ]

    /// The history as comma-separated values (RFC 4180): a line of column names, then one line for each epoch, ended
    /// by CR LF. Numbers have as many digits as it takes to read back the very same value.
    public var csv: String {
        let rows = epochs.map { row in
            ([String(row.epoch)] + row.numbers.map { "\($0)" }).joined(separator: ",")
        }
        return ([Self.columns.joined(separator: ",")] + rows).map { $0 + "\r\n" }.joined()
    }
}

extension TrainingHistory.Epoch {
    fileprivate var numbers: [Double] {
        [trainingLoss, trainingAccuracy, validationLoss, validationAccuracy, seconds]
    }
}

extension TrainingHistory: EpochHistory {}
extension TrainingHistory.Epoch: EpochRow {
    package var quality: Double { -validationLoss }
}
