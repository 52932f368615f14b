internal import FaceMaskModelFiles
internal import FaceMaskNetworks
internal import FaceMaskTorch

/// A classifier's head in training, on the features of a frozen backbone: dense (ReLU), dropout, dense.
///
/// Used only by the task that created it, since libtorch's tensors must not be shared.
final class TrainableHead {
    /// Keras' epsilon for Adam, which differs from libtorch's.
    private static let epsilon = 1e-7

    private let head: ClassifierHead
    /// The names in the order of the checkpoint.
    private let names: [String]
    private let parameters: [String: Tensor]
    private let descent: GradientDescent
    private let dropout: Double

    /// Draws the initial weights like Keras: Glorot's uniform distribution, biases 0.
    init(recipe: SeedRecipe, features: Int, classes: Int) throws {
        let head = ClassifierHead(features: features, hiddenUnits: recipe.hiddenUnits, classes: classes)
        let tensors = try head.layers.flatMap { layer in
            [
                ("\(layer.name).weight", try Tensor.glorotUniform(layer.weightShape)),
                ("\(layer.name).bias", try Tensor.zeros([layer.outputs])),
            ]
        }
        for (_, tensor) in tensors { try tensor.requiringGradient() }
        self.head = head
        names = tensors.map(\.0)
        parameters = Dictionary(tensors) { first, _ in first }
        descent = try GradientDescent(
            .adam, [.init(tensors.map(\.1), learningRate: recipe.learningRate, epsilon: Self.epsilon)])
        dropout = recipe.dropout
    }

    /// Performs one step on a batch. Returns its mean loss and the number of right answers before the step, with
    /// dropout.
    func learn(features: [[Float]], labels: [Int]) throws -> BatchResult {
        let logits = try logits(features, isTraining: true)
        let loss = try logits.crossEntropy(Tensor(integers: labels))
        try descent.step { try loss.backward() }
        return try result(loss: loss, logits: logits, labels: labels)
    }

    /// Returns the mean loss on validation pictures, and the number of right answers.
    func check(features: [[Float]], labels: [Int]) throws -> BatchResult {
        try Torch.withoutGradients {
            let logits = try logits(features, isTraining: false)
            return try result(loss: logits.crossEntropy(Tensor(integers: labels)), logits: logits, labels: labels)
        }
    }

    private func logits(_ features: [[Float]], isTraining: Bool) throws -> Tensor {
        let input = try Tensor(Array(features.joined()), shape: [features.count, features[0].count])
        var network = TorchNetwork(tensors: parameters, isTraining: isTraining, dropout: dropout)
        return try head.logits(of: input, by: &network)
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

    /// Returns the layers with their weights.
    func trained() throws -> [Dense] {
        try head.layers.map { shape in
            Dense(
                shape: shape, weights: try parameters["\(shape.name).weight"]?.values() ?? [],
                bias: try parameters["\(shape.name).bias"]?.values() ?? [])
        }
    }
}

extension TrainableHead: Checkpointable {
    static let keepsBestEpoch = false

    func tensors() throws -> [SafetensorsFile.Tensor] {
        try names.compactMap { name in
            try parameters[name].map { parameter in
                SafetensorsFile.Tensor(name: name, shape: parameter.shape, values: try parameter.values())
            }
        }
    }

    func bestTensors() throws -> [SafetensorsFile.Tensor] { try tensors() }

    func load(_ file: SafetensorsFile, from path: String) throws {
        for name in names { try parameters[name]?.read(name, of: file, from: path) }
    }

    func saveOptimizer(to path: String) throws { try descent.optimizer.save(to: path) }
    func loadOptimizer(from path: String) throws { try descent.optimizer.load(from: path) }
}
