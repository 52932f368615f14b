internal import FaceMaskTorch

/// Exchanges gradients between processes that train one network together, after each process has computed its own and
/// before the weights change.
protocol GradientExchanging {
    /// Replaces the gradients of `parameters` by their mean over all processes.
    func exchangeGradients(of parameters: [Tensor]) throws
}

/// A training in one process, which exchanges nothing.
struct SingleProcess: GradientExchanging {
    func exchangeGradients(of parameters: [Tensor]) {}
}

/// Performs the steps of an optimizer, for all trainings.
struct GradientDescent {
    let optimizer: Optimizer
    private let parameters: [Tensor]
    private let exchange: any GradientExchanging

    /// Creates the optimizer; groups share their settings.
    init(
        _ rule: Optimizer.Rule, _ groups: [Optimizer.Group], exchange: any GradientExchanging = SingleProcess()
    ) throws {
        optimizer = try Optimizer(rule, groups)
        parameters = groups.flatMap(\.parameters)
        self.exchange = exchange
    }

    /// Updates the parameters by the gradients that `backward` computes.
    func step(backward: () throws -> Void) throws {
        try optimizer.clearGradients()
        try backward()
        try exchange.exchangeGradients(of: parameters)
        try optimizer.step()
    }
}
