package import FaceMaskCore
internal import Foundation

/// Why a network could not be read, compiled or run.
package struct InferenceError: UserFacingError {
    /// The kinds of failure.
    package enum Code: Sendable {
        /// OpenVINO doesn't start.
        case unavailable
        /// The file is missing, damaged or in a format that OpenVINO doesn't read.
        case unreadableNetwork
        /// The file holds a network other than the expected one.
        case wrongNetwork
        /// The network can't take the requested shape.
        case impossibleShape
        /// The network was read but can't be prepared for the device.
        case notCompilable
        /// A run of the network failed.
        case failedRequest
    }

    /// The kind of failure.
    package let code: Code
    /// The network or file that the error is about.
    package let subject: String
    /// The reason, in OpenVINO's words: a clause without a full stop.
    package let reason: String

    /// Creates an error; `reason` is a clause without a full stop.
    package init(code: Code, subject: String, reason: String) {
        self.code = code
        self.subject = subject
        self.reason = reason
    }

    /// The category of the failure, for exit codes and statuses.
    package var category: ErrorCategory {
        switch code {
        case .unavailable: .unavailable
        case .failedRequest: .defect
        case .unreadableNetwork where !FileManager.default.fileExists(atPath: subject): .noInput
        case .unreadableNetwork, .wrongNetwork, .impossibleShape, .notCompilable: .badData
        }
    }

    /// One sentence: what failed, on what, why, and what to do.
    package var description: String {
        switch code {
        case .unavailable: "OpenVINO does not start: \(reason). Run scripts/setup to install it again."
        case .unreadableNetwork: "'\(subject)' can't be read as an ONNX or TFLite network: \(reason)."
        case .wrongNetwork: "'\(subject)' is not the network that was expected: \(reason)."
        case .impossibleShape: "The network '\(subject)' can't take the shape asked of it: \(reason)."
        case .notCompilable: "The network '\(subject)' can't be prepared for this processor: \(reason)."
        case .failedRequest: "The network '\(subject)' failed on an input: \(reason)."
        }
    }
}
