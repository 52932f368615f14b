import FaceMaskCTorch

extension Tensor {
    /// Whether gradients are computed for this tensor: true for parameters, and for results that depend on one.
    package var requiresGradient: Bool {
        var requires = false
        _ = ct_tensor_requires_gradient(handle, &requires)
        return requires
    }

    /// Makes this tensor a parameter or, with `false`, an ordinary tensor, and returns it. Results of recorded
    /// operations can't become parameters; change the layout first.
    @discardableResult
    package func requiringGradient(_ requires: Bool = true) throws(TorchError) -> Tensor {
        try check(ct_tensor_set_requires_gradient(handle, requires), "making a parameter of shape \(shape)")
        return self
    }

    /// Returns the gradient that ``backward()`` has accumulated for this parameter; `nil` if there is none. It shares
    /// its elements with the parameter's gradient, so later steps change it.
    package func gradient() throws(TorchError) -> Tensor? {
        var gradient: OpaquePointer?
        try check(ct_tensor_gradient(handle, &gradient), "the gradient of a parameter of shape \(shape)")
        return gradient.map(Tensor.init(owning:))
    }

    /// Adds the gradient of this single number to every parameter that it was computed from. May be called once for
    /// each result, since it frees the record of the computation.
    package func backward() throws(TorchError) {
        try check(ct_tensor_backward(handle), "computing gradients")
    }
}
