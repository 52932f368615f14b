/// A classifier's answer for a face, and the true class.
public struct Prediction: Hashable, Sendable {
    /// The index of the true class among the labels.
    public var truth: Int
    /// The probability of each label, 0…1; the sum is 1.
    public var probabilities: [Float]

    /// Creates a prediction.
    public init(truth: Int, probabilities: [Float]) {
        self.truth = truth
        self.probabilities = probabilities
    }

    /// The most probable class; the first one in a tie.
    public var predicted: Int {
        var best = 0
        for index in probabilities.indices where probabilities[index] > probabilities[best] { best = index }
        return best
    }

    /// The probability of the most probable class.
    public var confidence: Float { probabilities[predicted] }

    /// Whether the most probable class is the true one.
    public var isCorrect: Bool { predicted == truth }
}

/// The predictions of a classifier for a set of faces, from which all measurements are computed.
public struct Predictions: Hashable, Sendable {
    /// The classes, in the order of every row's probabilities.
    public let labels: [String]
    /// One for each face.
    public let rows: [Prediction]

    /// The maximum deviation of a row's sum from 1: its numbers are Floats, or printed with four decimals.
    static let sumTolerance: Float = 1e-3

    /// Checks the rows and keeps them.
    ///
    /// - Parameters:
    ///   - rows: At least one.
    ///   - labels: The classes.
    ///   - subject: What errors call the rows, such as the model's file.
    /// - Throws: `EvaluationError` if there is no row, or a row doesn't fit the labels or isn't a probability
    ///   distribution.
    public init(_ rows: [Prediction], labels: [String], subject: String) throws(EvaluationError) {
        guard !rows.isEmpty else {
            throw EvaluationError(.noFaces, subject: "'\(subject)'", reason: "there are no faces")
        }
        for (index, row) in rows.enumerated() {
            guard row.probabilities.count == labels.count, labels.indices.contains(row.truth) else {
                throw EvaluationError(
                    .mismatch, subject: "'\(subject)'", reason: "row \(index + 1) doesn't have \(labels.count) classes")
            }
            let sum = row.probabilities.reduce(0, +)
            guard row.probabilities.allSatisfy({ (0...1 + Self.sumTolerance).contains($0) }),
                abs(sum - 1) <= Self.sumTolerance
            else {
                throw EvaluationError(
                    .notAProbability, subject: "'\(subject)'",
                    reason: "row \(index + 1) contains \(row.probabilities), which are not probabilities")
            }
        }
        self.labels = labels
        self.rows = rows
    }

    /// The probability of each face's most probable class.
    public var confidences: [Float] { rows.map(\.confidence) }

    /// Whether each face's most probable class is the true one.
    public var correct: [Bool] { rows.map(\.isCorrect) }

    /// The confusion matrix.
    public var confusion: ConfusionMatrix {
        ConfusionMatrix(labels: labels, truth: rows.map(\.truth), predicted: rows.map(\.predicted))
    }
}
