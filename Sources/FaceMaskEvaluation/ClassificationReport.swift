/// Precision, recall and F1 of each class, their averages, and the accuracy.
///
/// As JSON: `classes` (each `label`, `precision`, `recall`, `recall_interval`, `f1`, `support`, `undefined`),
/// `accuracy`, `accuracy_interval`, `macro_average` and `weighted_average` (each `precision`, `recall`, `f1`),
/// `support`, `confusion` (`labels`, `counts` by truth, then prediction). An interval is `lower`, `estimate`, `upper`
/// at 95 % (Wilson). These keys stay.
public struct ClassificationReport: Codable, Hashable, Sendable {
    /// Three scores, 0…1.
    public struct Scores: Codable, Hashable, Sendable {
        /// Of what was taken for the class, the part that is of it.
        public var precision: Double
        /// Of what is of the class, the part that was taken for it.
        public var recall: Double
        /// The harmonic mean of both.
        public var f1: Double
    }

    /// A score whose divisor is zero: it is reported as 0.
    public enum Score: String, Codable, Hashable, Sendable {
        case precision, recall, f1
    }

    /// One class.
    public struct ClassScores: Codable, Hashable, Sendable {
        /// The class's name.
        public let label: String
        /// Of what was taken for the class, the part that is of it.
        public let precision: Double
        /// Of what is of the class, the part that was taken for it.
        public let recall: Double
        /// Where the recall lies with 95 % confidence; 0…1 without pictures of the class.
        public let recallInterval: Interval
        /// The harmonic mean of precision and recall.
        public let f1: Double
        /// Pictures that are of the class.
        public let support: Int
        /// Scores that are 0 only because nothing could be divided: no picture of the class, or none taken for it.
        public let undefined: [Score]

        enum CodingKeys: String, CodingKey {
            case label, precision, recall, f1, support, undefined
            case recallInterval = "recall_interval"
        }
    }

    /// In the order of the confusion matrix.
    public let classes: [ClassScores]
    /// 0…1; 0 without pictures.
    public let accuracy: Double
    /// Where the accuracy lies with 95 % confidence.
    public let accuracyInterval: Interval
    /// Every class counts the same.
    public let macroAverage: Scores
    /// Every picture counts the same.
    public let weightedAverage: Scores
    /// All pictures.
    public let support: Int
    /// What the report was computed from.
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
