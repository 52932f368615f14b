package import FaceMaskCore

/// Why weights don't make a network.
package struct NetworkError: UserFacingError, Hashable {
    package enum Code: Sendable {
        /// A file that isn't a MobileNetV2 1.0 which can be read.
        case wrongBackbone
        /// A layer has no weights: a defect of this software.
        case missingWeights
    }

    package let code: Code
    /// The file or the layer.
    package let subject: String
    /// A clause without a full stop.
    package let reason: String

    /// A file that can't be the backbone.
    static func wrongBackbone(_ path: String, _ reason: String) -> NetworkError {
        NetworkError(code: .wrongBackbone, subject: path, reason: reason)
    }

    /// A layer or tensor without weights.
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
