public import FaceMaskCore

/// Why a training can't start or go on.
public struct TrainingError: UserFacingError, Hashable {
    /// What kind of failure it is.
    public enum Code: Sendable {
        /// There is no checkpoint, or it belongs to another training.
        case cannotResume
        /// The state after an epoch can't be written.
        case cannotSave
        /// A value of the configuration is out of its range.
        case invalidConfiguration
        /// The numbers left the range of floating point.
        case diverged
    }

    /// The kind of failure, to switch on.
    public let code: Code
    /// The file, folder or option it is about.
    public let subject: String
    /// A clause without a full stop.
    public let reason: String

    /// The kind of failure, for exit codes and statuses.
    public var category: ErrorCategory {
        switch code {
        case .diverged: .badData
        case .cannotResume: .noInput
        case .cannotSave: .inputOutput
        case .invalidConfiguration: .usage
        }
    }

    /// One sentence: what failed, on what, why, and what to do.
    public var description: String {
        switch code {
        case .cannotResume: "The training in '\(subject)' can't be resumed: \(reason)."
        case .cannotSave:
            "The training's state can't be saved in '\(subject)': \(reason). Free some space and continue with --resume."
        case .invalidConfiguration: "The option \(subject) is invalid: \(reason)."
        case .diverged: "The training diverged in \(subject): \(reason). Try a smaller --learning-rate."
        }
    }
}
