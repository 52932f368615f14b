import FaceMaskCTorch

/// Updates parameters by their gradients.
///
/// Keeps the parameters' elements alive. Not `Sendable`: it is used by the thread that uses its parameters.
package final class Optimizer {
    /// The update rules.
    package enum Rule: Sendable {
        /// Kingma and Ba 2015; weight decay is added to the gradient.
        case adam
        /// Loshchilov and Hutter 2019; weight decay shrinks the parameter directly.
        case adamW
    }

    /// Parameters that share their settings. The defaults are those of the Adam paper.
    package struct Group {
        /// The tensors to update, which must be parameters.
        package var parameters: [Tensor]
        /// The step size, at least 0.
        package var learningRate: Double
        /// The weight decay, at least 0.
        package var weightDecay: Double
        /// The decay rates of the running means of gradients and squared gradients, each from 0 to below 1.
        package var betas: (Double, Double)
        /// The number added to denominators to prevent division by zero.
        package var epsilon: Double

        /// Creates a group.
        package init(
            _ parameters: [Tensor], learningRate: Double, weightDecay: Double = 0,
            betas: (Double, Double) = (0.9, 0.999), epsilon: Double = 1e-8
        ) {
            self.parameters = parameters
            self.learningRate = learningRate
            self.weightDecay = weightDecay
            self.betas = betas
            self.epsilon = epsilon
        }
    }

    private let handle: OpaquePointer

    /// Creates an optimizer; a parameter may be in only one group.
    package init(_ rule: Rule, _ groups: [Group]) throws(TorchError) {
        handle = try made("an optimizer") { ct_optimizer_create(rule == .adam ? CT_ADAM : CT_ADAM_W, $0) }
        for (index, group) in groups.enumerated() { try add(group, number: index) }
    }

    deinit { ct_optimizer_free(handle) }

    private func add(_ group: Group, number: Int) throws(TorchError) {
        let handles = group.parameters.map { Optional($0.handle) }
        // The handles are plain pointers: the tensors must outlive the call.
        defer { withExtendedLifetime(group) {} }
        var settings = ct_group(
            learning_rate: group.learningRate, weight_decay: group.weightDecay, beta1: group.betas.0,
            beta2: group.betas.1, epsilon: group.epsilon)
        let status = ct_optimizer_add_group(handle, handles, Int64(handles.count), &settings)
        try check(status, "parameter group \(number) of an optimizer")
    }

    /// Updates every parameter that has a gradient.
    package func step() throws(TorchError) {
        try check(ct_optimizer_step(handle), "a step of the optimizer")
    }

    /// Clears the gradients, so that the next ``Tensor/backward()`` starts from zero. Until then parameters have none,
    /// and ``step()`` doesn't change them.
    package func clearGradients() throws(TorchError) {
        try check(ct_optimizer_clear_gradients(handle), "clearing gradients")
    }

    /// Returns the learning rate of a group; groups count from 0.
    package func learningRate(ofGroup group: Int) throws(TorchError) -> Double {
        var rate = 0.0
        try check(ct_optimizer_learning_rate(handle, Int64(group), &rate), "the learning rate of group \(group)")
        return rate
    }

    /// Sets the learning rate of a group; groups count from 0.
    package func setLearningRate(_ rate: Double, ofGroup group: Int) throws(TorchError) {
        try check(
            ct_optimizer_set_learning_rate(handle, Int64(group), rate), "setting the learning rate of group \(group)")
    }

    /// Writes step counts and moments to a file, completely or not at all. Parameters and settings are not included.
    package func save(to path: String) throws(TorchError) {
        try check(ct_optimizer_save(handle, path), "saving the optimizer to \(path)")
    }

    /// Restores step counts and moments from a file that an optimizer of the same groups and shapes saved. Learning
    /// rates and other settings are unchanged. If it fails, nothing changes.
    package func load(from path: String) throws(TorchError) {
        try check(ct_optimizer_load(handle, path), "loading the optimizer from \(path)")
    }
}
