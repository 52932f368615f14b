/// What a threshold on the probability buys: how many faces are still answered when less certain ones are `unsure`, and
/// how many of the answers are wrong (risk and coverage, El-Yaniv and Wiener 2010).
public struct AbstentionSweep: Hashable, Sendable {
    /// One threshold.
    public struct Point: Codable, Hashable, Sendable {
        /// Faces whose probability is not below it are answered.
        public var threshold: Float
        /// How many that are.
        public var answered: Int
        /// How many of the answers are wrong.
        public var wrong: Int
        /// The part of all faces that is answered, 0…1.
        public var coverage: Double
        /// The part of the answers that is wrong, 0…1.
        public var error: Double
    }

    /// By rising threshold: 0, then every confidence that occurs. Coverage falls; the error usually does. Empty without
    /// faces.
    public let points: [Point]

    /// Sweeps over the probabilities of the likeliest class.
    ///
    /// - Parameters:
    ///   - confidences: One for each face, 0…1.
    ///   - correct: Whether the likeliest class is the true one, in the same order.
    public init(confidences: [Float], correct: [Bool]) {
        precondition(confidences.count == correct.count, "every confidence has its truth")
        let faces = zip(confidences, correct).sorted { $0.0 > $1.0 }
        var points: [Point] = []
        var wrong = 0
        for (index, face) in faces.enumerated() {
            if !face.1 { wrong += 1 }
            let answered = index + 1
            // Equal confidences are answered together or not at all.
            if answered < faces.count && faces[answered].0 == face.0 { continue }
            points.append(
                Point(
                    threshold: face.0, answered: answered, wrong: wrong,
                    coverage: Double(answered) / Double(faces.count), error: Double(wrong) / Double(answered)))
        }
        if var all = points.last, all.threshold > 0 {
            all.threshold = 0
            points.append(all)
        }
        self.points = points.reversed()
    }

    /// The least threshold at which the answers' error is at most `rate`; `nil` when every threshold's error is above.
    ///
    /// Choose it on pictures that are not reported afterwards.
    public func leastThreshold(forErrorAtMost rate: Double) -> Point? { points.first { $0.error <= rate } }

    /// What `threshold` gives: the point of the least confidence that is still answered; `nil` when none is.
    public func point(at threshold: Float) -> Point? {
        guard var point = points.first(where: { $0.threshold >= threshold }) else { return nil }
        point.threshold = threshold
        return point
    }

    /// The mean error over all coverages, smaller is better: the area under the curve of risk and coverage.
    public var areaUnderRiskCoverage: Double {
        // Equal confidences share one error.
        var (area, answered) = (0.0, 0)
        for point in points.reversed() {
            area += point.error * Double(point.answered - answered)
            answered = point.answered
        }
        return answered > 0 ? area / Double(answered) : 0
    }

    /// At most `count` points, spread evenly over the coverage, the ends kept: enough to draw.
    public func thinned(to count: Int) -> [Point] {
        guard points.count > count, count > 1 else { return points }
        return (0..<count).map { points[$0 * (points.count - 1) / (count - 1)] }
    }
}
