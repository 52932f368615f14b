package import FaceMaskCore

/// The reason that weights can't be used for a network.
package struct NetworkError: UserFacingError, Hashable {
    package enum Code: Sendable {
        /// The file isn't a readable MobileNetV2 1.0.
        case wrongBackbone
        /// A layer has no weights, which is a defect of this software.
        case missingWeights
    }

    package let code: Code
    /// The name of the file or layer.
    package let subject: String
    /// The reason, a clause without a full stop.
    package let reason: String

    /// Returns an error about a file that can't be the backbone.
    static func wrongBackbone(_ path: String, _ reason: String) -> NetworkError {
        NetworkError(code: .wrongBackbone, subject: path, reason: reason)
    }

    /// Returns an error about a layer or tensor without weights.
    package static func missingWeights(_ name: String) -> NetworkError {
        NetworkError(code: .missingWeights, subject: name, reason: "there are no weights of that name")
    }

    package var category: ErrorCategory {
        switch code {
        case .wrongBackbone: .badData
        case .missingWeights: .defect
        }
    }

    package var description: String {
        switch code {
        case .wrongBackbone:
            "'\(subject)' can't be used as the backbone: \(reason). It must be a safetensors file of MobileNetV2 1.0 "
                + "(folded, torchvision or timm names)."
        case .missingWeights: "The network can't be built at '\(subject)': \(reason); please report this defect."
        }
    }
}
