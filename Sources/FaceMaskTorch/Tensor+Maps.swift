import FaceMaskCTorch

/// A batch normalization (Ioffe and Szegedy 2015): four vectors with one value for each channel.
///
/// Scale and shift are parameters; the averages change in place during training. Not `Sendable`, like its tensors.
package struct Normalization {
    /// The factors of the normalized values.
    package var scale: Tensor
    /// The values added to the products.
    package var shift: Tensor
    /// The running average of the batches' means.
    package var mean: Tensor
    /// The running average of the batches' variances.
    package var variance: Tensor
    /// The weight of a new batch in the averages, 0…1.
    package var momentum = 0.1
    /// The number added to variances, greater than 0.
    package var epsilon = 1e-5

    /// Creates a normalization from vectors `[channels]`; the other defaults are PyTorch's.
    package init(scale: Tensor, shift: Tensor, mean: Tensor, variance: Tensor) {
        (self.scale, self.shift, self.mean, self.variance) = (scale, shift, mean, variance)
    }
}

extension Tensor {
    /// Normalizes each channel of `[n, channels, h, w]`, then applies scale and shift; if `activated`, negative results
    /// become 0.
    package func normalized(by how: Normalization, training: Bool, activated: Bool) throws(TorchError) -> Tensor {
        var settings = ct_normalization(
            training: training, activated: activated, momentum: how.momentum, epsilon: how.epsilon)
        return try making("the batch normalisation") {
            ct_batch_norm2d(
                handle, how.scale.handle, how.shift.handle, how.mean.handle, how.variance.handle, &settings, $0)
        }
    }

    /// Returns `[n, c, h, w]` with twice as many rows and columns: each value appears four times.
    package func upsampled() throws(TorchError) -> Tensor { try making("the enlargement") { ct_double2d(handle, $0) } }

    /// Adds gradients to every parameter that the tensors were computed from, given the gradients of the tensors, in
    /// their shapes. May be called once for each result, like ``backward()``.
    package static func backward(from tensors: [Tensor], gradients: [Tensor]) throws(TorchError) {
        precondition(tensors.count == gradients.count, "each tensor has its gradient")
        let starts = tensors.map { Optional($0.handle) }
        let slopes = gradients.map { Optional($0.handle) }
        // The handles are plain pointers: the tensors must outlive the call.
        defer { withExtendedLifetime((tensors, gradients)) {} }
        try check(ct_tensors_backward(starts, slopes, Int64(starts.count)), "computing gradients")
    }
}
