/// The effect of a threshold on the probability: the number of faces that are answered if less certain ones are
/// `unsure`, and the number of wrong answers (risk and coverage, El-Yaniv and Wiener 2010).
public struct AbstentionSweep: Hashable, Sendable {
    /// One threshold.
    public struct Point: Codable, Hashable, Sendable {
        /// Faces with at least this probability are answered.
        public var threshold: Float
        /// The number of answered faces.
        public var answered: Int
        /// The number of wrong answers.
        public var wrong: Int
        /// The fraction of answered faces, 0…1.
        public var coverage: Double
        /// The fraction of wrong answers among the answers, 0…1.
        public var error: Double
    }

    /// The points by ascending threshold: 0, then every confidence that occurs. The coverage decreases, and usually the
    /// error. Empty without faces.
    public let points: [Point]

    /// Computes the points from the probabilities of the most probable class.
    ///
    /// - Parameters:
    ///   - confidences: One for each face, 0…1.
    ///   - correct: Whether the most probable class is the true one, in the same order.
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

    /// Returns the point with the lowest threshold whose error is at most `rate`; `nil` if there is none.
    ///
    /// Choose thresholds on pictures that are not in the report.
    public func lowestThreshold(forErrorAtMost rate: Double) -> Point? { points.first { $0.error <= rate } }

    /// The mean error over all coverages, the area under the curve of risk and coverage. Smaller is better.
    public var areaUnderRiskCoverage: Double {
        // Equal confidences share one error.
        var (area, answered) = (0.0, 0)
        for point in points.reversed() {
            area += point.error * Double(point.answered - answered)
            answered = point.answered
        }
        return answered > 0 ? area / Double(answered) : 0
    }

    /// Returns at most `count` points at regular intervals, including the first and the last: enough for a plot.
    public func thinned(to count: Int) -> [Point] {
        guard points.count > count, count > 1 else { return points }
        return (0..<count).map { points[$0 * (points.count - 1) / (count - 1)] }
    }
}
