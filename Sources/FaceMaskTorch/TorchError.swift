package import FaceMaskCore
internal import FaceMaskCTorch

/// A failure of libtorch or of the C interface to it.
package struct TorchError: UserFacingError, Hashable {
    /// The kinds of failure.
    package enum Code: Sendable {
        /// A number is out of range, or the elements are of the wrong kind.
        case invalidArgument
        /// Shapes or counts don't match.
        case shape
        /// There isn't enough memory for the result.
        case outOfMemory
        /// A file can't be written or read, or has other content.
        case inputOutput
        /// libtorch rejected the call.
        case refused
        /// An unexpected exception, which is a defect of the C interface.
        case `internal`
        /// The library that links libtorch can't be loaded.
        case unavailable
    }

    /// The kind of failure.
    package let code: Code
    /// The operation: "the convolution", or "saving the optimizer to run/state.pt".
    package let subject: String
    /// The reason in the library's words.
    package let reason: String

    /// The kind of failure, for exit codes and statuses.
    package var category: ErrorCategory {
        code == .unavailable ? .unavailable : .defect
    }

    /// One sentence: what failed, on what, why, and what to do.
    package var description: String {
        "\(subject.prefix(1).uppercased())\(subject.dropFirst()) failed: \(reason); \(advice)."
    }

    private var advice: String {
        switch code {
        case .invalidArgument: "give a value within its range"
        case .shape: "make the shapes agree"
        case .outOfMemory: "use smaller batches or close other programs"
        case .inputOutput: "check the folder, the free space on its disk, and that this program saved the file"
        case .refused: "check the order of the calls and their values"
        case .unavailable: "build the whole package with 'swift build', after scripts/setup"
        case .internal: "please report this as a defect of the program"
        }
    }
}

/// Throws the error of this thread's last C call if its status is a failure. The status is passed directly, so that no
/// other call replaces the message before it is read.
func check(_ status: ct_status, _ subject: @autoclosure () -> String) throws(TorchError) {
    let code: TorchError.Code
    switch status {
    case CT_OK: return
    case CT_INVALID_ARGUMENT: code = .invalidArgument
    case CT_SHAPE: code = .shape
    case CT_OUT_OF_MEMORY: code = .outOfMemory
    case CT_INPUT_OUTPUT: code = .inputOutput
    case CT_REFUSED: code = .refused
    case CT_UNAVAILABLE: code = .unavailable
    default: code = .internal
    }
    throw TorchError(code: code, subject: subject(), reason: String(cString: ct_last_error()))
}
