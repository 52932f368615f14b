internal import FaceMaskNetworks
internal import FaceMaskTorch

/// Runs a network's description with libtorch.
struct TorchNetwork: NetworkBuilding {
    /// The weights by name: `stem.weight`, `stem.bias`; for a batch normalization also `scale`, `shift`, `mean` and
    /// `variance`.
    let tensors: [String: Tensor]
    /// Whether dropout is active, and batches are normalized by their own statistics.
    let isTraining: Bool
    /// The share of values that dropout drops, 0…1.
    var dropout = 0.0

    /// The number added to the variances of batch normalizations.
    static let epsilon = 1e-5

    private func tensor(_ name: String) throws -> Tensor {
        guard let tensor = tensors[name] else { throw NetworkError.missingWeights(name) }
        return tensor
    }

    func convolve(_ value: Tensor, _ shape: Convolution.Shape) throws -> Tensor {
        let filtered = try value.convolution(
            tensor("\(shape.name).weight"), shape.isNormalized ? nil : tensor("\(shape.name).bias"),
            stride: shape.stride, padding: Padding(shape), groups: shape.groups)
        guard shape.isNormalized else { return try activated(filtered, shape.activation) }
        var normalization = Normalization(
            scale: try tensor("\(shape.name).scale"), shift: try tensor("\(shape.name).shift"),
            mean: try tensor("\(shape.name).mean"), variance: try tensor("\(shape.name).variance"))
        normalization.epsilon = Self.epsilon
        let isRectified = shape.activation == .relu
        let result = try filtered.normalized(by: normalization, training: isTraining, activated: isRectified)
        return isRectified ? result : try activated(result, shape.activation)
    }

    private func activated(_ value: Tensor, _ activation: Activation) throws -> Tensor {
        switch activation {
        case .none: value
        case .relu: try value.relu()
        case .relu6: try value.relu6()
        }
    }

    func sum(_ first: Tensor, _ second: Tensor, isActivated: Bool) throws -> Tensor {
        let sum = try first.adding(second)
        return isActivated ? try sum.relu() : sum
    }

    func upsampled(_ value: Tensor) throws -> Tensor { try value.upsampled() }
    func maxPooled(_ value: Tensor) throws -> Tensor { try value.maxPool(2) }
    func averagePooled(_ value: Tensor) throws -> Tensor { try value.adaptiveAveragePool().flattened() }
    func dropout(_ value: Tensor) throws -> Tensor { try value.dropout(dropout, training: isTraining) }

    func dense(_ value: Tensor, _ shape: Dense.Shape) throws -> Tensor {
        try activated(
            value.linear(tensor("\(shape.name).weight"), tensor("\(shape.name).bias")), shape.activation)
    }
}

extension Padding {
    fileprivate init(_ shape: Convolution.Shape) {
        let pads = shape.pads
        self.init(left: pads[1], right: pads[3], top: pads[0], bottom: pads[2])
    }
}
