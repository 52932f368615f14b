public import FaceMaskCore

/// Why numbers can't be evaluated.
public struct EvaluationError: UserFacingError, Hashable {
    /// What is wrong, to switch on.
    public enum Code: String, Hashable, Sendable {
        /// There is nothing to measure on.
        case noFaces
        /// A probability or logit is not a number, or a row of probabilities is none.
        case notAProbability
        /// Two lists that belong together differ in length, or a label names no class.
        case mismatch
    }

    /// What is wrong.
    public let code: Code
    /// What the numbers are of: a file, a model, a list.
    public let subject: String
    /// The cause in its own words, a clause without a full stop.
    public let reason: String

    /// Creates an error.
    public init(_ code: Code, subject: String, reason: String) {
        self.code = code
        self.subject = subject
        self.reason = reason
    }

    /// The kind of failure, for exit codes and statuses.
    public var category: ErrorCategory {
        .badData
    }

    /// One sentence for the person at the terminal.
    public var description: String {
        switch code {
        case .noFaces:
            "Nothing can be measured on \(subject) because \(reason); give faces with what they show."
        case .notAProbability:
            "The numbers of \(subject) can't be evaluated because \(reason); the model is damaged or its training "
                + "diverged."
        case .mismatch:
            "The numbers of \(subject) don't belong together because \(reason); use a model and labels of the same "
                + "classes."
        }
    }
}
