/// What a classifier said of one face, and what the face shows.
public struct Prediction: Hashable, Sendable {
    /// The true class, as a position among the labels.
    public var truth: Int
    /// One number for each label, 0…1; they sum to 1.
    public var probabilities: [Float]

    /// Creates a prediction.
    public init(truth: Int, probabilities: [Float]) {
        self.truth = truth
        self.probabilities = probabilities
    }

    /// The likeliest class; the first one in a tie.
    public var predicted: Int {
        var best = 0
        for index in probabilities.indices where probabilities[index] > probabilities[best] { best = index }
        return best
    }

    /// The probability of the likeliest class.
    public var confidence: Float { probabilities[predicted] }

    /// Whether the likeliest class is the true one.
    public var isCorrect: Bool { predicted == truth }
}

/// The predictions of one classifier on a set of faces: what every number of an evaluation is computed from.
public struct Predictions: Hashable, Sendable {
    /// The classes, in the order of every row's probabilities.
    public let labels: [String]
    /// One for each face.
    public let rows: [Prediction]

    /// How far from 1 the sum of a row may be: that of a few Floats, or of numbers printed with four decimals.
    static let sumTolerance: Float = 1e-3

    /// Checks the rows and keeps them.
    ///
    /// - Parameters:
    ///   - rows: At least one.
    ///   - labels: The classes.
    ///   - subject: What errors call the rows, such as the model's file.
    /// - Throws: `EvaluationError` when there is no row, a row does not fit the labels, or its numbers are no
    ///   probabilities.
    public init(_ rows: [Prediction], labels: [String], subject: String) throws(EvaluationError) {
        guard !rows.isEmpty else {
            throw EvaluationError(.noFaces, subject: "'\(subject)'", reason: "there are no faces")
        }
        for (index, row) in rows.enumerated() {
            guard row.probabilities.count == labels.count, labels.indices.contains(row.truth) else {
                throw EvaluationError(
                    .mismatch, subject: "'\(subject)'", reason: "row \(index + 1) is not of \(labels.count) classes")
            }
            let sum = row.probabilities.reduce(0, +)
            guard row.probabilities.allSatisfy({ (0...1 + Self.sumTolerance).contains($0) }),
                abs(sum - 1) <= Self.sumTolerance
            else {
                throw EvaluationError(
                    .notAProbability, subject: "'\(subject)'",
                    reason: "row \(index + 1) holds \(row.probabilities), which are no probabilities")
            }
        }
        self.labels = labels
        self.rows = rows
    }

    /// The probability of each face's likeliest class.
    public var confidences: [Float] { rows.map(\.confidence) }

    /// Whether each face's likeliest class is its true one.
    public var correct: [Bool] { rows.map(\.isCorrect) }

    /// The part of the faces that is judged rightly, 0…1.
    public var accuracy: Double { Double(rows.count(where: \.isCorrect)) / Double(rows.count) }

    /// How often each class was taken for each other.
    public var confusion: ConfusionMatrix {
        ConfusionMatrix(labels: labels, truth: rows.map(\.truth), predicted: rows.map(\.predicted))
    }

    /// The faces at `positions`, at least one.
    public func selecting(_ positions: [Int]) throws(EvaluationError) -> Predictions {
        try Predictions(positions.map { rows[$0] }, labels: labels, subject: "a part of the faces")
    }
}
