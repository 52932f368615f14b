@_exported public import FaceMaskEvaluation
@_exported public import FaceMaskTrainers
public import Foundation

/// What the training of a mask classifier produced.
public struct TrainingResult: Sendable {
    /// The part of the dataset that a report is about.
    public enum ReportedPart: String, Sendable {
        /// Faces that neither the weights nor any choice of the training depend on.
        case test
        /// Faces that chose the best epoch, the temperature and the thresholds: the report is a little too good.
        case validation
    }

    /// The classifier's file, calibrated, with a manifest that names its metrics. `MaskDetector` loads it.
    public let model: URL
    /// What was measured after each epoch.
    public let history: TrainingHistory
    /// How often the classifier is right, measured with the file at ``model``.
    public let report: ClassificationReport
    /// The faces that ``report`` is about.
    public let reportedPart: ReportedPart
    /// The names of the files in the folder, the model first.
    package let files: [String]
}
