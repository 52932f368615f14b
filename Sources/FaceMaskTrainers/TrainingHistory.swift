/// The measurements of a training by epoch.
public struct TrainingHistory: Codable, Hashable, Sendable {
    /// One epoch.
    public struct Epoch: Codable, Hashable, Sendable {
        /// The epoch's number, from 1.
        public var epoch: Int
        /// The mean cross-entropy over the epoch's batches.
        public var trainingLoss: Double
        /// The accuracy on the augmented pictures that the network was trained on, 0…1.
        public var trainingAccuracy: Double
        /// The mean cross-entropy over the validation pictures after the epoch.
        public var validationLoss: Double
        /// The accuracy on the validation pictures, 0…1.
        public var validationAccuracy: Double
        /// The wall-clock time of the epoch in seconds, including validation.
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

    /// The epochs in ascending order.
    public var epochs: [Epoch]

    /// Creates a history.
    public init(epochs: [Epoch] = []) { self.epochs = epochs }
}

extension TrainingHistory {
    /// The names of the columns, in order; also the first line of `csv`.
    public static let columns = [
        "epoch", "training_loss", "training_accuracy", "validation_loss", "validation_accuracy", "seconds",
    ]

    /// The history as comma-separated values (RFC 4180): a line of column names, then one line for each epoch, ended by
    /// CR LF. Numbers have enough digits to be read back exactly.
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
