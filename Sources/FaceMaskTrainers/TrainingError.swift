public import FaceMaskCore

/// The reason that a training can't start or continue.
public struct TrainingError: UserFacingError, Hashable {
    /// The kinds of failure.
    public enum Code: Sendable {
        /// There is no checkpoint, or it belongs to another training.
        case cannotResume
        /// The state after an epoch can't be saved.
        case cannotSave
        /// A value of the configuration is out of its range.
        case invalidConfiguration
        /// The numbers are no longer finite.
        case diverged
    }

    /// The kind of failure.
    public let code: Code
    /// The file, folder or option that the error is about.
    public let subject: String
    /// The reason, a clause without a full stop.
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
