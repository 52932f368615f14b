package import FaceMaskCore

/// The reason that a model file can't be read, used or written.
package struct ModelFileError: UserFacingError, Hashable {
    /// The kinds of failure.
    package enum Code: Sendable {
        case noSuchFile
        case unreadable
        case tooLarge
        /// A file of another kind, such as a picture.
        case wrongKind
        /// The right kind of file, but truncated or changed.
        case damaged
        /// An ONNX network without FaceMask's manifest.
        case noManifest
        case faultyManifest
        /// A manifest of a format that this software doesn't support.
        case unsupportedManifest
        case noSuchTensor
        /// A tensor whose numbers are not floating-point.
        case notFloatingPoint
        /// Numbers or texts that can't be stored in the file.
        case unwritable
    }

    /// The kind of failure.
    package let code: Code
    /// The file's path, or the name of the content to be written.
    package let subject: String
    /// The reason, a clause without a full stop.
    package let reason: String

    init(_ code: Code, _ subject: String, _ reason: String) {
        self.code = code
        self.subject = subject
        self.reason = reason
    }

    /// The kind of failure, for exit codes and statuses.
    package var category: ErrorCategory {
        switch code {
        case .noSuchFile, .unreadable: .noInput
        case .tooLarge, .wrongKind, .damaged, .noManifest, .faultyManifest, .unsupportedManifest, .noSuchTensor,
            .notFloatingPoint:
            .badData
        case .unwritable: .defect
        }
    }

    /// One sentence: what failed, on what, why, and what to do.
    package var description: String {
        switch code {
        case .noSuchFile: "The model file '\(subject)' can't be read because \(reason); check the path."
        case .unreadable: "The model file '\(subject)' can't be read because \(reason)."
        case .tooLarge: "The model file '\(subject)' is not accepted because \(reason); check the path."
        case .wrongKind: "'\(subject)' can't be used as a model because it is \(reason)."
        case .damaged: "The model file '\(subject)' is damaged: \(reason); copy it again from its source."
        case .noManifest:
            """
            '\(subject)' is an ONNX network but carries no FaceMask manifest, so its labels and input are unknown; \
            give a model that 'facemask train' wrote.
            """
        case .faultyManifest:
            "The model '\(subject)' can't be used because its manifest \(reason); recreate it with 'facemask train'."
        case .unsupportedManifest:
            """
            The model '\(subject)' can't be used because its manifest \(reason); \
            use the version of FaceMask that wrote it, or train it again.
            """
        case .noSuchTensor: "The model file '\(subject)' can't be used because \(reason); check which network it is."
        case .notFloatingPoint: "The model file '\(subject)' can't be used because \(reason)."
        case .unwritable: "'\(subject)' can't be written to a model file because \(reason)."
        }
    }
}
