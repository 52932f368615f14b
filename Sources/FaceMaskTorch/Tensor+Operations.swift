import FaceMaskCTorch

extension Tensor {
    /// Returns the convolution of `[n, c, h, w]` with filters `[filters, c ÷ groups, height, width]`.
    ///
    /// Padding that differs between opposite sides costs a copy of the input. With as many groups as channels, it is a
    /// depthwise convolution.
    package func convolution(
        _ weight: Tensor, _ bias: Tensor? = nil, stride: Int = 1, padding: Padding = Padding(), groups: Int = 1
    ) throws(TorchError) -> Tensor {
        var how = ct_convolution(
            stride: Int64(stride), left: Int64(padding.left), right: Int64(padding.right), top: Int64(padding.top),
            bottom: Int64(padding.bottom), groups: Int64(groups))
        return try making("the convolution") { ct_conv2d(handle, weight.handle, bias?.handle, &how, $0) }
    }

    /// Returns `[…, inputs]` times the transposed `weight`, `[outputs, inputs]`, plus `bias`, `[outputs]`.
    package func linear(_ weight: Tensor, _ bias: Tensor? = nil) throws(TorchError) -> Tensor {
        try making("the linear layer") { ct_linear(handle, weight.handle, bias?.handle, $0) }
    }

    /// Returns the element-wise sum; sizes of 1 and missing leading dimensions are broadcast.
    package func adding(_ other: Tensor) throws(TorchError) -> Tensor {
        try making("the sum") { ct_add(handle, other.handle, $0) }
    }

    /// Returns every element, with negative ones replaced by 0.
    package func relu() throws(TorchError) -> Tensor { try making("the ReLU") { ct_relu(handle, $0) } }

    /// Returns every element, clamped to 0…6.
    package func relu6() throws(TorchError) -> Tensor { try making("the ReLU6") { ct_relu6(handle, $0) } }

    /// Returns the maximum of each square window of `[n, c, h, w]`; windows don't overlap.
    package func maxPool(_ size: Int) throws(TorchError) -> Tensor {
        try making("the max pool") { ct_max_pool2d(handle, Int64(size), $0) }
    }

    /// Returns the means of `height` × `width` windows of `[n, c, h, w]` as `[n, c, height, width]`.
    package func adaptiveAveragePool(height: Int = 1, width: Int = 1) throws(TorchError) -> Tensor {
        try making("the average pool") { ct_adaptive_average_pool2d(handle, Int64(height), Int64(width), $0) }
    }

    /// Zeroes elements with this probability and scales the others up if `training`; otherwise changes nothing.
    package func dropout(_ probability: Double, training: Bool) throws(TorchError) -> Tensor {
        try making("the dropout") { ct_dropout(handle, probability, training, $0) }
    }

    /// Returns the mean cross-entropy of logits `[n, classes]`.
    ///
    /// `targets` are class indices, integers `[n]`, or probabilities, floats `[n, classes]`. Label smoothing
    /// distributes its share of the probability evenly over the classes. With `classWeights`, `[classes]`, the mean for
    /// class indices is over the weights of the targets, that for probabilities over n.
    package func crossEntropy(_ targets: Tensor, classWeights: Tensor? = nil, labelSmoothing: Double = 0)
        throws(TorchError) -> Tensor
    {
        try making("the cross-entropy") {
            ct_cross_entropy(handle, targets.handle, classWeights?.handle, labelSmoothing, $0)
        }
    }
}
