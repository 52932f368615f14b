import FaceMaskCTorch

/// A batch normalization (Ioffe and Szegedy 2015): four rows of numbers, one for each channel.
///
/// Scale and shift are parameters; the averages change in place while training. Not `Sendable`, as its tensors.
public struct Normalization {
    /// Multiplies the normalized values.
    public var scale: Tensor
    /// Is added to the product.
    public var shift: Tensor
    /// The average of the batches' means.
    public var mean: Tensor
    /// The average of the batches' variances.
    public var variance: Tensor
    /// How far the averages move with each batch, 0…1.
    public var momentum = 0.1
    /// Added to variances, above 0.
    public var epsilon = 1e-5

    /// Creates a normalization of given rows, each `[channels]`; the defaults of the rest are those of PyTorch.
    public init(scale: Tensor, shift: Tensor, mean: Tensor, variance: Tensor) {
        (self.scale, self.shift, self.mean, self.variance) = (scale, shift, mean, variance)
    }
}

extension Tensor {
    /// Normalizes each channel of `[n, channels, h, w]`, then applies scale and shift; with `activated`, negative results
    /// become 0.
    public func normalized(by how: Normalization, training: Bool, activated: Bool) throws(TorchError) -> Tensor {
        var settings = ct_normalization(
            training: training, activated: activated, momentum: how.momentum, epsilon: how.epsilon)
        return try making("the batch normalisation") {
            ct_batch_norm2d(
                handle, how.scale.handle, how.shift.handle, how.mean.handle, how.variance.handle, &settings, $0)
        }
    }

    /// `[n, c, h, w]` with twice as many rows and columns: each value appears four times.
    public func upsampled() throws(TorchError) -> Tensor { try making("the enlargement") { ct_double2d(handle, $0) } }

    /// Adds gradients to every parameter that the tensors were computed from, given the tensors' own, each of its
    /// tensor's shape. Once for each result, as ``backward()``.
    public static func backward(from tensors: [Tensor], gradients: [Tensor]) throws(TorchError) {
        precondition(tensors.count == gradients.count, "each tensor has its gradient")
        let starts = tensors.map { Optional($0.handle) }
        let slopes = gradients.map { Optional($0.handle) }
        // The handles are bare pointers: the tensors must outlive the call.
        defer { withExtendedLifetime((tensors, gradients)) {} }
        try check(ct_tensors_backward(starts, slopes, Int64(starts.count)), "computing gradients")
    }
}
