/// Precision, recall and F1 of each class, their averages, and the accuracy.
///
/// As JSON: `classes` (each `label`, `precision`, `recall`, `recall_interval`, `f1`, `support`, `undefined`),
/// `accuracy`, `accuracy_interval`, `macro_average` and `weighted_average` (each `precision`, `recall`, `f1`),
/// `support`, `confusion` (`labels`, `counts` by truth, then prediction). An interval is `lower`, `estimate`, `upper`
/// at 95 % (Wilson). These keys are stable.
public struct ClassificationReport: Codable, Hashable, Sendable {
    /// Averages of the scores, 0…1.
    public struct Scores: Codable, Hashable, Sendable {
        /// The fraction of pictures of the class among those that were predicted as it.
        public var precision: Double
        /// The fraction of pictures predicted as the class among those of the class.
        public var recall: Double
        /// The harmonic mean of both.
        public var f1: Double
    }

    /// The scores that may be undefined because their divisor is 0; they are reported as 0.
    public enum Score: String, Codable, Hashable, Sendable {
        case precision, recall, f1
    }

    /// The scores of one class.
    public struct ClassScores: Codable, Hashable, Sendable {
        /// The class's name.
        public let label: String
        /// The fraction of pictures of the class among those that were predicted as it.
        public let precision: Double
        /// The fraction of pictures predicted as the class among those of the class.
        public let recall: Double
        /// The 95 % interval of the recall; 0…1 without pictures of the class.
        public let recallInterval: Interval
        /// The harmonic mean of precision and recall.
        public let f1: Double
        /// The number of pictures of the class.
        public let support: Int
        /// The scores that are undefined because there is no picture of the class, or none was predicted as it.
        public let undefined: [Score]

        enum CodingKeys: String, CodingKey {
            case label, precision, recall, f1, support, undefined
            case recallInterval = "recall_interval"
        }
    }

    /// The scores of each class, in the order of the confusion matrix.
    public let classes: [ClassScores]
    /// The share of right predictions, 0…1; 0 without pictures.
    public let accuracy: Double
    /// The 95 % interval of the accuracy.
    public let accuracyInterval: Interval
    /// The means of the classes' scores.
    public let macroAverage: Scores
    /// The means of the classes' scores, weighted by their numbers of pictures.
    public let weightedAverage: Scores
    /// The number of all pictures.
    public let support: Int
    /// The counts that the report is computed from.
    public let confusion: ConfusionMatrix

    enum CodingKeys: String, CodingKey {
        case classes, accuracy, support, confusion
        case accuracyInterval = "accuracy_interval"
        case macroAverage = "macro_average"
        case weightedAverage = "weighted_average"
    }

    /// Computes the report of a confusion matrix.
    public init(_ confusion: ConfusionMatrix) {
        let classes = confusion.labels.indices.map { ClassScores(of: $0, in: confusion) }
        self.classes = classes
        self.confusion = confusion
        support = confusion.total
        accuracyInterval = .wilson(successes: confusion.correct, of: confusion.total)
        accuracy = accuracyInterval.estimate
        macroAverage = Self.average(of: classes) { _ in 1 }
        weightedAverage = Self.average(of: classes) { Double($0.support) }
    }

    private static func average(of classes: [ClassScores], weight: (ClassScores) -> Double) -> Scores {
        let total = classes.reduce(0) { $0 + weight($1) }
        func average(_ score: KeyPath<ClassScores, Double>) -> Double {
            total > 0 ? classes.reduce(0) { $0 + weight($1) * $1[keyPath: score] } / total : 0
        }
        return Scores(precision: average(\.precision), recall: average(\.recall), f1: average(\.f1))
    }
}

extension ClassificationReport.ClassScores {
    fileprivate init(of index: Int, in confusion: ConfusionMatrix) {
        let hits = confusion.counts[index][index]
        let support = confusion.support(of: index)
        let predictions = confusion.predictions(of: index)
        var undefined: [ClassificationReport.Score] = []
        func share(_ hits: Int, of total: Int, _ score: ClassificationReport.Score) -> Double {
            if total == 0 { undefined.append(score) }
            return total == 0 ? 0 : Double(hits) / Double(total)
        }
        label = confusion.labels[index]
        precision = share(hits, of: predictions, .precision)
        recall = share(hits, of: support, .recall)
        f1 = share(2 * hits, of: predictions + support, .f1)
        recallInterval = .wilson(successes: hits, of: support)
        self.support = support
        self.undefined = undefined
    }
}
