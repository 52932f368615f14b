/// The counts for every threshold on the score of a class, from which both curves are computed.
struct RankedCounts {
    /// The counts for one threshold.
    struct Step {
        var threshold: Float
        var hits: Int
        var falseAlarms: Int
    }

    /// The steps by descending threshold; equal scores are one step.
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

/// The receiver operating characteristic of a score: the true positive rate against the false positive rate. As JSON:
/// `area`, `points` (`false_positive_rate`, `true_positive_rate`, `threshold`).
public struct ROCCurve: Hashable, Sendable {
    /// The rates for one threshold: faces with at least this score count as the class.
    public struct Point: Codable, Hashable, Sendable {
        /// The fraction of the other faces that count as the class, 0…1.
        public var falsePositiveRate: Double
        /// The fraction of the class's faces that count as the class, 0…1.
        public var truePositiveRate: Double
        /// The threshold; `nil` for the first point, above all scores.
        public var threshold: Float?

        enum CodingKeys: String, CodingKey {
            case threshold
            case falsePositiveRate = "false_positive_rate"
            case truePositiveRate = "true_positive_rate"
        }
    }

    /// The points from (0, 0) to (1, 1), by descending threshold.
    public let points: [Point]

    /// Creates a curve from scores for a class; `nil` if all or no faces are of the class.
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

    /// The area under the curve by the trapezoidal rule, 0…1: the probability that a face of the class has a higher
    /// score than another face, where ties count half. 0.5 is chance.
    public var area: Double {
        zip(points, points.dropFirst()).reduce(0) { area, pair in
            area + (pair.1.falsePositiveRate - pair.0.falsePositiveRate)
                * (pair.0.truePositiveRate + pair.1.truePositiveRate) / 2
        }
    }
}

/// The precision of a score against its recall. As JSON: `average_precision`, `points` (`recall`, `precision`,
/// `threshold`).
public struct PrecisionRecallCurve: Hashable, Sendable {
    /// The values for one threshold: faces with at least this score count as the class.
    public struct Point: Codable, Hashable, Sendable {
        /// The fraction of the class's faces that count as the class, 0…1.
        public var recall: Double
        /// The fraction of the class's faces among those that count as the class, 0…1.
        public var precision: Double
        /// The threshold.
        public var threshold: Float
    }

    /// The points by descending threshold, and so by ascending recall.
    public let points: [Point]

    /// Creates a curve from scores for a class; `nil` if no face is of the class.
    public init?(scores: [Float], isPositive: [Bool]) {
        let counts = RankedCounts(scores: scores, isPositive: isPositive)
        guard counts.positives > 0 else { return nil }
        points = counts.steps.map { step in
            Point(
                recall: Double(step.hits) / Double(counts.positives),
                precision: Double(step.hits) / Double(step.hits + step.falseAlarms), threshold: step.threshold)
        }
    }

    /// The sum of the precisions, each weighted by the increase in recall, 0…1; not interpolated, like scikit-learn's
    /// `average_precision_score`.
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
    /// Returns the ROC curve of one class against the rest.
    public func rocCurve(of label: Int) -> ROCCurve? {
        ROCCurve(scores: rows.map { $0.probabilities[label] }, isPositive: rows.map { $0.truth == label })
    }

    /// Returns the precision-recall curve of one class against the rest.
    public func precisionRecallCurve(of label: Int) -> PrecisionRecallCurve? {
        PrecisionRecallCurve(scores: rows.map { $0.probabilities[label] }, isPositive: rows.map { $0.truth == label })
    }
}
