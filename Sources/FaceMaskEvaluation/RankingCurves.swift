/// What every threshold on a class's score gives, one class against the rest: the counts behind both curves.
struct RankedCounts {
    /// At and above one score.
    struct Step {
        var threshold: Float
        var hits: Int
        var falseAlarms: Int
    }

    /// By falling threshold; equal scores are one step.
    private(set) var steps: [Step] = []
    let positives: Int
    let negatives: Int

    init(scores: [Float], isPositive: [Bool]) {
        precondition(scores.count == isPositive.count, "every score has its truth")
        positives = isPositive.count { $0 }
        negatives = isPositive.count - positives
        var (hits, falseAlarms) = (0, 0)
        for (score, isPositive) in zip(scores, isPositive).sorted(by: { $0.0 > $1.0 }) {
            if isPositive { hits += 1 } else { falseAlarms += 1 }
            if steps.last?.threshold == score { steps.removeLast() }
            steps.append(Step(threshold: score, hits: hits, falseAlarms: falseAlarms))
        }
    }
}

/// The receiver operating characteristic of a score: how many of the class are found at the price of how many false
/// alarms. As JSON: `area`, `points` (`false_positive_rate`, `true_positive_rate`, `threshold`).
public struct ROCCurve: Hashable, Sendable {
    /// One threshold: scores that are not below it count as the class.
    public struct Point: Codable, Hashable, Sendable {
        /// The part of the rest that is taken for the class, 0…1.
        public var falsePositiveRate: Double
        /// The part of the class that is found, 0…1.
        public var truePositiveRate: Double
        /// `nil` above all scores, where nothing is found.
        public var threshold: Float?

        enum CodingKeys: String, CodingKey {
            case threshold
            case falsePositiveRate = "false_positive_rate"
            case truePositiveRate = "true_positive_rate"
        }
    }

    /// From (0, 0) to (1, 1) by falling threshold.
    public let points: [Point]

    /// Ranks faces by their score for a class; `nil` when all or none are of the class, which says nothing.
    public init?(scores: [Float], isPositive: [Bool]) {
        let counts = RankedCounts(scores: scores, isPositive: isPositive)
        guard counts.positives > 0, counts.negatives > 0 else { return nil }
        points =
            [Point(falsePositiveRate: 0, truePositiveRate: 0, threshold: nil)]
            + counts.steps.map { step in
                Point(
                    falsePositiveRate: Double(step.falseAlarms) / Double(counts.negatives),
                    truePositiveRate: Double(step.hits) / Double(counts.positives), threshold: step.threshold)
            }
    }

    /// The area under the curve by trapezoids, 0…1: how often a face of the class has a higher score than one of the
    /// rest, ties counting half. 0.5 is chance.
    public var area: Double {
        zip(points, points.dropFirst()).reduce(0) { area, pair in
            area + (pair.1.falsePositiveRate - pair.0.falsePositiveRate)
                * (pair.0.truePositiveRate + pair.1.truePositiveRate) / 2
        }
    }
}

/// Precision against recall of a score. As JSON: `average_precision`, `points` (`recall`, `precision`, `threshold`).
public struct PrecisionRecallCurve: Hashable, Sendable {
    /// One threshold: scores that are not below it count as the class.
    public struct Point: Codable, Hashable, Sendable {
        /// The part of the class that is found, 0…1.
        public var recall: Double
        /// Of what is taken for the class, the part that is of it, 0…1.
        public var precision: Double
        /// The score.
        public var threshold: Float
    }

    /// By falling threshold, so by rising recall.
    public let points: [Point]

    /// Ranks faces by their score for a class; `nil` when none is of the class.
    public init?(scores: [Float], isPositive: [Bool]) {
        let counts = RankedCounts(scores: scores, isPositive: isPositive)
        guard counts.positives > 0 else { return nil }
        points = counts.steps.map { step in
            Point(
                recall: Double(step.hits) / Double(counts.positives),
                precision: Double(step.hits) / Double(step.hits + step.falseAlarms), threshold: step.threshold)
        }
    }

    /// The sum of precisions, each weighted by the recall it adds (not interpolated, as scikit-learn's
    /// `average_precision_score`), 0…1.
    public var averagePrecision: Double {
        var (sum, recall) = (0.0, 0.0)
        for point in points {
            sum += (point.recall - recall) * point.precision
            recall = point.recall
        }
        return sum
    }
}

extension Predictions {
    /// The ROC curve of one class against the rest.
    public func rocCurve(of label: Int) -> ROCCurve? {
        ROCCurve(scores: rows.map { $0.probabilities[label] }, isPositive: rows.map { $0.truth == label })
    }

    /// The precision-recall curve of one class against the rest.
    public func precisionRecallCurve(of label: Int) -> PrecisionRecallCurve? {
        PrecisionRecallCurve(scores: rows.map { $0.probabilities[label] }, isPositive: rows.map { $0.truth == label })
    }
}
