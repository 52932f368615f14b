/// Everything that is measured of one classifier on one set of faces.
///
/// As JSON: `report`, `curves` (each `label`, `roc`, `precision_recall`), `calibration`, `abstention`, `slices`.
public struct ClassifierEvaluation: Encodable, Sendable {
    /// Both curves of one class against the rest.
    public struct ClassCurves: Encodable, Sendable {
        /// The class.
        public let label: String
        /// `nil` when all faces or none are of the class, or the classifier doesn't know it.
        public let roc: ROCCurve?
        /// `nil` when no face is of the class, or the classifier doesn't know it.
        public let precisionRecall: PrecisionRecallCurve?

        private enum CodingKeys: String, CodingKey {
            case label, roc
            case precisionRecall = "precision_recall"
        }
    }

    /// How far probabilities hold.
    public struct CalibrationSummary: Encodable, Sendable {
        /// In bins of the same width.
        public let equalWidth: Reliability
        /// In bins of the same number of faces.
        public let equalMass: Reliability
        /// The mean of -log of what was given to the true class, over faces of classes that the classifier knows;
        /// `nil` when there are none.
        public let negativeLogLikelihood: Double?
        /// The factor by which the temperature would have to change to suit these faces best: above 1 where the
        /// classifier is too sure of itself. A diagnosis; choose temperatures on faces that are not reported.
        public let temperatureFactor: Double?

        private enum CodingKeys: String, CodingKey {
            case equalWidth = "equal_width"
            case equalMass = "equal_mass"
            case negativeLogLikelihood = "negative_log_likelihood"
            case temperatureFactor = "temperature_factor"
        }
    }

    /// What being unsure costs and gains.
    public struct Abstention: Encodable, Sendable {
        /// At most this many points are written of a sweep.
        static let pointsShown = 101

        /// Every threshold.
        public let sweep: AbstentionSweep
        /// With the thresholds of the classifier's own manifest, that for the face's size included.
        public let asShipped: AbstentionSweep.Point
        /// The least thresholds for errors of at most 5, 2, 1 and 0.5 % of the answers; those that exist.
        public let forErrors: [ForError]

        /// What keeps one stated error.
        public struct ForError: Encodable, Sendable {
            /// The stated rate, 0…1.
            public let rate: Double
            /// The least threshold that keeps it.
            public let point: AbstentionSweep.Point
        }

        private enum CodingKeys: String, CodingKey {
            case points
            case areaUnderRiskCoverage = "area_under_risk_coverage"
            case asShipped = "as_shipped"
            case forErrors = "for_errors"
        }

        /// Writes points spread over the sweep, not all of them.
        public func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(sweep.thinned(to: Self.pointsShown), forKey: .points)
            try container.encode(sweep.areaUnderRiskCoverage, forKey: .areaUnderRiskCoverage)
            try container.encode(asShipped, forKey: .asShipped)
            try container.encode(forErrors, forKey: .forErrors)
        }
    }

    /// The stated errors for which thresholds are named.
    public static let statedErrors = [0.05, 0.02, 0.01, 0.005]

    /// What everything was computed from; not written.
    public let predictions: Predictions
    /// Classes that the classifier knows: the first of the labels.
    public let knownLabels: Int
    /// Precision, recall, accuracy, confusion.
    public let report: ClassificationReport
    /// In the order of the labels.
    public let curves: [ClassCurves]
    /// How far probabilities hold.
    public let calibration: CalibrationSummary
    /// What being unsure costs and gains.
    public let abstention: Abstention
    /// Family by family.
    public let slices: [Slice]

    private enum CodingKeys: String, CodingKey {
        case report, curves, calibration, abstention, slices
    }

    /// Measures everything.
    ///
    /// - Parameters:
    ///   - predictions: Rows over all labels; those that the classifier doesn't know come last and have the probability 0.
    ///   - knownLabels: How many it knows.
    ///   - minimumProbability: Below it the classifier's manifest says `unsure`.
    ///   - isLargeEnough: Of each face, whether that manifest takes it for large enough to be judged.
    ///   - slicings: What faces are told apart by.
    /// - Throws: `EvaluationError` when a number is not finite.
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
                sweep.leastThreshold(forErrorAtMost: rate).map { .init(rate: rate, point: $0) }
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
