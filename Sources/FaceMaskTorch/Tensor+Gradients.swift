import FaceMaskCTorch

extension Tensor {
    /// Whether results of this tensor lead gradients back to it. Parameters set this; results of operations answer
    /// whether any parameter is behind them.
    public var requiresGradient: Bool {
        var requires = false
        _ = ct_tensor_requires_gradient(handle, &requires)
        return requires
    }

    /// Makes this tensor a parameter, or ends that, and answers it. Not for results of recorded operations; bring it
    /// into the layout it is to keep first.
    @discardableResult
    public func requiringGradient(_ requires: Bool = true) throws(TorchError) -> Tensor {
        try check(ct_tensor_set_requires_gradient(handle, requires), "making a parameter of shape \(shape)")
        return self
    }

    /// The gradient that ``backward()`` has added up for this parameter; `nil` while there is none. Shares its
    /// elements with the parameter's, so later steps change them.
    public func gradient() throws(TorchError) -> Tensor? {
        var gradient: OpaquePointer?
        try check(ct_tensor_gradient(handle, &gradient), "the gradient of a parameter of shape \(shape)")
        return gradient.map(Tensor.init(owning:))
    }

    /// Adds the gradients of this one number to every parameter it was computed from. Once for each result: the
    /// memory of how it was computed is freed.
    public func backward() throws(TorchError) {
        try check(ct_tensor_backward(handle), "computing gradients")
    }
}
