/// All measurements of a classifier on a set of faces.
///
/// As JSON: `report`, `curves` (each `label`, `roc`, `precision_recall`), `calibration`, `abstention`, `slices`.
public struct ClassifierEvaluation: Encodable, Sendable {
    /// The curves of one class against the rest.
    public struct ClassCurves: Encodable, Sendable {
        /// The class.
        public let label: String
        /// `nil` if all or no faces are of the class, or the classifier doesn't know it.
        public let roc: ROCCurve?
        /// `nil` if no face is of the class, or the classifier doesn't know it.
        public let precisionRecall: PrecisionRecallCurve?

        private enum CodingKeys: String, CodingKey {
            case label, roc
            case precisionRecall = "precision_recall"
        }
    }

    /// The agreement of probabilities with the frequency of right answers.
    public struct CalibrationSummary: Encodable, Sendable {
        /// With bins of equal width.
        public let equalWidth: Reliability
        /// With bins of equal numbers of faces.
        public let equalMass: Reliability
        /// The mean negative logarithm of the probability of the true class, over faces of classes that the classifier
        /// knows; `nil` if there are none.
        public let negativeLogLikelihood: Double?
        /// The best factor for the temperature on these faces: more than 1 if the classifier is overconfident. It is a
        /// diagnosis; choose temperatures on faces that are not in the report.
        public let temperatureFactor: Double?

        private enum CodingKeys: String, CodingKey {
            case equalWidth = "equal_width"
            case equalMass = "equal_mass"
            case negativeLogLikelihood = "negative_log_likelihood"
            case temperatureFactor = "temperature_factor"
        }
    }

    /// The costs and gains of answering `unsure`.
    public struct Abstention: Encodable, Sendable {
        /// The maximum number of points of a sweep that are written.
        static let pointsShown = 101

        /// The effects of all thresholds.
        public let sweep: AbstentionSweep
        /// The effect of the thresholds in the classifier's manifest, including that for the face's size.
        public let asShipped: AbstentionSweep.Point
        /// The lowest thresholds for errors of at most 5, 2, 1 and 0.5 % of the answers, if they exist.
        public let forErrors: [ForError]

        /// The threshold for one limit of the error.
        public struct ForError: Encodable, Sendable {
            /// The limit, 0…1.
            public let rate: Double
            /// The point with the lowest threshold within the limit.
            public let point: AbstentionSweep.Point
        }

        private enum CodingKeys: String, CodingKey {
            case points
            case areaUnderRiskCoverage = "area_under_risk_coverage"
            case asShipped = "as_shipped"
            case forErrors = "for_errors"
        }

        /// Writes some points at regular intervals.
        public func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(sweep.thinned(to: Self.pointsShown), forKey: .points)
            try container.encode(sweep.areaUnderRiskCoverage, forKey: .areaUnderRiskCoverage)
            try container.encode(asShipped, forKey: .asShipped)
            try container.encode(forErrors, forKey: .forErrors)
        }
    }

    /// The limits of the error.
    public static let statedErrors = [0.05, 0.02, 0.01, 0.005]

    /// The predictions that everything is computed from; not written.
    public let predictions: Predictions
    /// The number of labels, from the first, that the classifier knows.
    public let knownLabels: Int
    /// Precision, recall, accuracy, confusion.
    public let report: ClassificationReport
    /// In the order of the labels.
    public let curves: [ClassCurves]
    /// The agreement of probabilities with the frequency of right answers.
    public let calibration: CalibrationSummary
    /// The costs and gains of answering `unsure`.
    public let abstention: Abstention
    /// The slices, by family.
    public let slices: [Slice]

    private enum CodingKeys: String, CodingKey {
        case report, curves, calibration, abstention, slices
    }

    /// Computes all measurements.
    ///
    /// - Parameters:
    ///   - predictions: Rows over all labels; those that the classifier doesn't know come last and have the probability
    ///     0.
    ///   - knownLabels: The number of labels that the classifier knows.
    ///   - minimumProbability: The threshold for `unsure` in the classifier's manifest.
    ///   - isLargeEnough: Whether each face is large enough according to the manifest.
    ///   - slicings: The divisions into slices.
    /// - Throws: `EvaluationError` if a number is not finite.
    public init(
        of predictions: Predictions, knownLabels: Int, minimumProbability: Float, isLargeEnough: [Bool],
        slicings: [Slicing]
    ) throws(EvaluationError) {
        precondition(isLargeEnough.count == predictions.rows.count, "every face has its size")
        self.predictions = predictions
        self.knownLabels = knownLabels
        report = ClassificationReport(predictions.confusion)
        curves = predictions.labels.enumerated().map { index, label in
            ClassCurves(
                label: label, roc: index < knownLabels ? predictions.rocCurve(of: index) : nil,
                precisionRecall: index < knownLabels ? predictions.precisionRecallCurve(of: index) : nil)
        }
        calibration = try CalibrationSummary(of: predictions, knownLabels: knownLabels)
        let sweep = AbstentionSweep(confidences: predictions.confidences, correct: predictions.correct)
        abstention = Abstention(
            sweep: sweep,
            asShipped: predictions.answers(from: minimumProbability, where: isLargeEnough),
            forErrors: Self.statedErrors.compactMap { rate in
                sweep.lowestThreshold(forErrorAtMost: rate).map { .init(rate: rate, point: $0) }
            })
        slices = slicings.flatMap { predictions.slices(by: $0) }
    }
}

extension Predictions {
    fileprivate func answers(from threshold: Float, where isLargeEnough: [Bool]) -> AbstentionSweep.Point {
        let answered = zip(rows, isLargeEnough).filter { $1 && $0.confidence >= threshold }.map(\.0)
        let wrong = answered.count { !$0.isCorrect }
        return AbstentionSweep.Point(
            threshold: threshold, answered: answered.count, wrong: wrong,
            coverage: Double(answered.count) / Double(rows.count),
            error: answered.isEmpty ? 0 : Double(wrong) / Double(answered.count))
    }
}

extension ClassifierEvaluation.CalibrationSummary {
    fileprivate init(of predictions: Predictions, knownLabels: Int) throws(EvaluationError) {
        let (confidences, correct) = (predictions.confidences, predictions.correct)
        equalWidth = Reliability(confidences: confidences, correct: correct)
        equalMass = Reliability(confidences: confidences, correct: correct, binning: .equalMass)
        let known = predictions.rows.filter { $0.truth < knownLabels }
        guard !known.isEmpty else {
            negativeLogLikelihood = nil
            temperatureFactor = nil
            return
        }
        let logits = Calibration.logits(of: known.map { Array($0.probabilities.prefix(knownLabels)) })
        let labels = known.map(\.truth)
        negativeLogLikelihood = try Calibration.negativeLogLikelihood(logits: logits, labels: labels)
        temperatureFactor = try Calibration.temperature(logits: logits, labels: labels)
    }
}
