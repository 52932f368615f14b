public import FaceMaskCore

/// An error of an evaluation: its numbers can't be used.
public struct EvaluationError: UserFacingError, Hashable {
    /// The kinds of error.
    public enum Code: String, Hashable, Sendable {
        /// There are no faces.
        case noFaces
        /// A probability or logit isn't finite, or a row isn't a distribution.
        case notAProbability
        /// Lists differ in length, or a label is out of range.
        case mismatch
    }

    /// The kind of error.
    public let code: Code
    /// The source of the numbers: a file, a model, a list.
    public let subject: String
    /// The reason, a clause without a full stop.
    public let reason: String

    /// Creates an error.
    public init(_ code: Code, subject: String, reason: String) {
        self.code = code
        self.subject = subject
        self.reason = reason
    }

    /// Always `badData`.
    public var category: ErrorCategory {
        .badData
    }

    /// One sentence: what failed, why, and what to do.
    public var description: String {
        switch code {
        case .noFaces:
            "Nothing can be measured on \(subject) because \(reason); give labelled faces."
        case .notAProbability:
            "The numbers of \(subject) can't be evaluated because \(reason); the model is damaged or its training "
                + "diverged."
        case .mismatch:
            "The numbers of \(subject) don't belong together because \(reason); use a model and labels of the same "
                + "classes."
        }
    }
}
