import FaceMaskCTorch

extension Tensor {
    /// Returns new weights for a layer: uniform within ±√(6 ÷ (inputs + outputs)), after Glorot and Bengio 2010, like
    /// Keras' dense layers. `shape` is `[outputs, inputs, …]`.
    package static func glorotUniform(_ shape: [Int]) throws(TorchError) -> Tensor {
        let sizes = shape.map(Int64.init)
        return try making("weights of shape \(shape)") { ct_tensor_glorot_uniform(sizes, Int64(sizes.count), $0) }
    }

    /// Returns new weights for a layer before a ReLU: uniform within ±√(6 ÷ inputs), after He et al. 2015. `shape` is
    /// `[outputs, inputs, …]`.
    package static func kaimingUniform(_ shape: [Int]) throws(TorchError) -> Tensor {
        let sizes = shape.map(Int64.init)
        return try making("weights of shape \(shape)") { ct_tensor_kaiming_uniform(sizes, Int64(sizes.count), $0) }
    }
}
