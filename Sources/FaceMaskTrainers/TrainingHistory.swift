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
    /// The reason that a text isn't a history.
    public struct FormatError: Error, CustomStringConvertible, Hashable, Sendable {
        /// The line's number, from 1.
        public let line: Int
        /// What is wrong with the line, a clause that follows "line 3 …".
        public let reason: String

        /// One sentence for the person at the terminal.
        public var description: String {
            "The training history can't be read: line \(line) \(reason); "
                + "restore the file that training wrote or start again."
        }
    }

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

    /// Parses the text of `csv`. Lines may end in LF alone; epochs must be ascending.
    public init(csv: String) throws(FormatError) {
        let lines = csv.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        guard lines.first.map(String.init) == Self.columns.joined(separator: ",") else {
            throw FormatError(line: 1, reason: "is not '\(Self.columns.joined(separator: ","))'")
        }
        self.init()
        for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
            let row = try Epoch(line: line, number: index + 1)
            if let last = epochs.last, row.epoch <= last.epoch {
                throw FormatError(line: index + 1, reason: "has epoch \(row.epoch) after epoch \(last.epoch)")
            }
            epochs.append(row)
        }
    }
}

extension TrainingHistory.Epoch {
    fileprivate var numbers: [Double] {
        [trainingLoss, trainingAccuracy, validationLoss, validationAccuracy, seconds]
    }

    fileprivate init(line: Substring, number: Int) throws(TrainingHistory.FormatError) {
        let fields = line.split(separator: ",", omittingEmptySubsequences: false)
        let expected = TrainingHistory.columns.count
        guard fields.count == expected else {
            throw .init(line: number, reason: "has \(fields.count) of \(expected) values")
        }
        guard let epoch = Int(fields[0]) else {
            throw .init(line: number, reason: "has '\(fields[0])' instead of an epoch")
        }
        var values: [Double] = []
        for field in fields.dropFirst() {
            guard let value = Double(field) else {
                throw .init(line: number, reason: "has '\(field)' instead of a number")
            }
            values.append(value)
        }
        self.init(
            epoch: epoch, training: (values[0], values[1]), validation: (values[2], values[3]), seconds: values[4])
    }
}

extension TrainingHistory: EpochHistory {}
extension TrainingHistory.Epoch: EpochRow {
    package var quality: Double { -validationLoss }
}
