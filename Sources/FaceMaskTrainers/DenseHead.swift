internal import FaceMaskModelFiles
internal import FaceMaskTorch

/// What learns: dense (ReLU) → dropout → dense, on the features of a frozen backbone.
///
/// Belongs to the task that made it; libtorch's tensors are not to be shared.
final class DenseHead {
    /// The order of the file's tensors.
    private static let names = ["hidden.weight", "hidden.bias", "output.weight", "output.bias"]
    /// Keras' epsilon of Adam, which differs from libtorch's.
    private static let epsilon = 1e-7

    private let parameters: [Tensor]
    private let optimizer: Optimizer
    private let dropout: Double

    /// Draws the first weights as Keras does: Glorot's uniform, biases 0.
    init(recipe: SeedRecipe, features: Int, classes: Int) throws {
        let hidden = recipe.hiddenUnits
        parameters = try [
            Tensor.glorotUniform([hidden, features]), Tensor.zeros([hidden]),
            Tensor.glorotUniform([classes, hidden]), Tensor.zeros([classes]),
        ].map { try $0.requiringGradient() }
        optimizer = try Optimizer(
            .adam, [Optimizer.Group(parameters, learningRate: recipe.learningRate, epsilon: Self.epsilon)])
        dropout = recipe.dropout
    }

    /// One step on a batch. Returns its mean loss and how many it got right before the step, with dropout in force.
    func learn(features: [[Float]], labels: [Int]) throws -> BatchResult {
        let logits = try logits(features, isTraining: true)
        let loss = try logits.crossEntropy(Tensor(integers: labels))
        try optimizer.clearGradients()
        try loss.backward()
        try optimizer.step()
        return try result(loss: loss, logits: logits, labels: labels)
    }

    /// The mean loss on pictures it does not learn from, and how many it gets right.
    func check(features: [[Float]], labels: [Int]) throws -> BatchResult {
        try Torch.withoutGradients {
            let logits = try logits(features, isTraining: false)
            return try result(loss: logits.crossEntropy(Tensor(integers: labels)), logits: logits, labels: labels)
        }
    }

    private func logits(_ features: [[Float]], isTraining: Bool) throws -> Tensor {
        let input = try Tensor(Array(features.joined()), shape: [features.count, features[0].count])
        let hidden = try input.linear(parameters[0], parameters[1]).relu().dropout(dropout, training: isTraining)
        return try hidden.linear(parameters[2], parameters[3])
    }

    private func result(loss: Tensor, logits: Tensor, labels: [Int]) throws -> BatchResult {
        let values = try logits.values()
        let classes = values.count / labels.count
        let correct = labels.indices.count { row in
            let scores = values[(row * classes)..<((row + 1) * classes)]
            return scores.indices.max { scores[$0] < scores[$1] } == row * classes + labels[row]
        }
        return BatchResult(loss: try loss.item(), correct: correct)
    }

    struct BatchResult {
        var loss: Double
        var correct: Int
    }
}

extension DenseHead: Checkpointable {
    /// Its weights, by name.
    func tensors() throws -> [SafetensorsFile.Tensor] {
        try zip(Self.names, parameters).map { name, parameter in
            SafetensorsFile.Tensor(name: name, shape: parameter.shape, values: try parameter.values())
        }
    }

    /// Takes weights that `tensors` gave.
    func load(_ file: SafetensorsFile, from path: String) throws {
        for (name, parameter) in zip(Self.names, parameters) {
            guard file.shape(of: name) == parameter.shape else {
                throw TrainingError(
                    code: .cannotResume, subject: path, reason: "its checkpoint has no '\(name)' of the right shape")
            }
            try parameter.write(try file.floats(name))
        }
    }

    func saveOptimizer(to path: String) throws { try optimizer.save(to: path) }
    func loadOptimizer(from path: String) throws { try optimizer.load(from: path) }
}
