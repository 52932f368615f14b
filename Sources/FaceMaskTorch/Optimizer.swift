import FaceMaskCTorch

/// Moves parameters against their gradients.
///
/// Keeps the parameters' elements alive. Not `Sendable`: used by the thread that uses its parameters.
public final class Optimizer {
    /// The published rules.
    public enum Rule: Sendable {
        /// Kingma and Ba 2015; weight decay is added to the gradient.
        case adam
        /// Loshchilov and Hutter 2019; weight decay shrinks the parameter itself.
        case adamW
    }

    /// Parameters that share their settings. The defaults are those of the Adam paper.
    public struct Group {
        /// The tensors to move, which must be parameters.
        public var parameters: [Tensor]
        /// How far one step goes, at least 0.
        public var learningRate: Double
        /// How strongly parameters are pulled towards 0, at least 0.
        public var weightDecay: Double
        /// How slowly the means of gradients and of squared gradients follow, each from 0 to below 1.
        public var betas: (Double, Double)
        /// Keeps divisions by small squared gradients finite.
        public var epsilon: Double

        /// Creates a group.
        public init(
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

    /// Creates an optimizer; no parameter may be in two groups.
    public init(_ rule: Rule, _ groups: [Group]) throws(TorchError) {
        handle = try made("an optimizer") { ct_optimizer_create(rule == .adam ? CT_ADAM : CT_ADAM_W, $0) }
        for (index, group) in groups.enumerated() { try add(group, number: index) }
    }

    deinit { ct_optimizer_free(handle) }

    private func add(_ group: Group, number: Int) throws(TorchError) {
        let handles = group.parameters.map { Optional($0.handle) }
        // The handles are bare pointers: the tensors must outlive the call.
        defer { withExtendedLifetime(group) {} }
        var settings = ct_group(
            learning_rate: group.learningRate, weight_decay: group.weightDecay, beta1: group.betas.0,
            beta2: group.betas.1, epsilon: group.epsilon)
        let status = ct_optimizer_add_group(handle, handles, Int64(handles.count), &settings)
        try check(status, "parameter group \(number) of an optimizer")
    }

    /// Moves every parameter that has a gradient.
    public func step() throws(TorchError) {
        try check(ct_optimizer_step(handle), "a step of the optimizer")
    }

    /// Drops the gradients, so that the next ``Tensor/backward()`` starts afresh. Until then parameters have none, and
    /// ``step()`` leaves them where they are.
    public func clearGradients() throws(TorchError) {
        try check(ct_optimizer_clear_gradients(handle), "clearing gradients")
    }

    /// The learning rate of a group; groups count from 0.
    public func learningRate(ofGroup group: Int) throws(TorchError) -> Double {
        var rate = 0.0
        try check(ct_optimizer_learning_rate(handle, Int64(group), &rate), "the learning rate of group \(group)")
        return rate
    }

    /// Sets the learning rate of a group; groups count from 0.
    public func setLearningRate(_ rate: Double, ofGroup group: Int) throws(TorchError) {
        try check(
            ct_optimizer_set_learning_rate(handle, Int64(group), rate), "setting the learning rate of group \(group)")
    }

    /// Writes step counts and moments to a file, whole or not at all. Parameters and settings are the caller's to save.
    public func save(to path: String) throws(TorchError) {
        try check(ct_optimizer_save(handle, path), "saving the optimizer to \(path)")
    }

    /// Takes step counts and moments from a file that an optimizer of the same groups and shapes saved. Nothing changes
    /// when that fails. Learning rates and the other settings stay those of this optimizer.
    public func load(from path: String) throws(TorchError) {
        try check(ct_optimizer_load(handle, path), "loading the optimizer from \(path)")
    }
}
