internal import FaceMaskModelFiles
internal import FaceMaskNetworks
internal import FaceMaskTorch

/// A MobileNetV2 in training: all convolutions, and a dense layer that classifies its features.
///
/// Batch normalization is folded into the convolutions, so its statistics remain those of ImageNet. Used only by the
/// task that created it, since libtorch's tensors must not be shared.
final class TrainableMobileNetV2 {
    private let parameters: AveragedTensors
    private let descent: GradientDescent
    private let backbone: MobileNetV2
    private let head: ClassifierHead
    private let recipe: DefaultRecipe
    private let classes: Int

    init(_ backbone: MobileNetV2, recipe: DefaultRecipe, classes: Int) throws {
        self.backbone = backbone
        self.recipe = recipe
        self.classes = classes
        let head = ClassifierHead(features: MobileNetV2.featureCount, classes: classes)
        self.head = head
        let weights = try backbone.convolutions.map { convolution in
            // Channels-last weights need not be rearranged by libtorch at each step.
            try Tensor(convolution.weights, shape: convolution.shape.weightShape).inLayout(.channelsLast)
        }
        let biases = try backbone.convolutions.map { try Tensor($0.bias) }
        let headWeights = try head.layers.map { try Tensor.glorotUniform($0.weightShape) }
        let headBiases = try head.layers.map { try Tensor.zeros([$0.outputs]) }
        let names = backbone.convolutions.map(\.shape.name) + head.layers.map(\.name)
        parameters = try AveragedTensors(
            zip(names, zip(weights + headWeights, biases + headBiases)).flatMap { name, pair in
                [("\(name).weight", pair.0), ("\(name).bias", pair.1)]
            })
        for parameter in weights + biases + headWeights + headBiases { try parameter.requiringGradient() }
        // Biases have no weight decay.
        descent = try GradientDescent(
            .adamW,
            [
                .init(weights, learningRate: recipe.learningRate, weightDecay: recipe.weightDecay),
                .init(biases, learningRate: recipe.learningRate),
                .init(headWeights, learningRate: recipe.headLearningRate, weightDecay: recipe.weightDecay),
                .init(headBiases, learningRate: recipe.headLearningRate),
            ])
    }

    /// Performs one step on a batch, `[pictures, 3, side, side]`, at a share of the full learning rates. `averaging` is
    /// the step of the averages towards the new weights. Returns the mean loss and the number of right answers before
    /// the step.
    func learn(_ input: [Float], labels: [Int], rate: Double, averaging: Double) throws -> (loss: Double, correct: Int)
    {
        for (group, full) in [
            recipe.learningRate, recipe.learningRate, recipe.headLearningRate, recipe.headLearningRate,
        ].enumerated() {
            try descent.optimizer.setLearningRate(full * rate, ofGroup: group)
        }
        let logits = try logits(of: input, count: labels.count, weights: parameters.current, isTraining: true)
        let loss = try logits.crossEntropy(Tensor(integers: labels), labelSmoothing: recipe.labelSmoothing)
        try descent.step { try loss.backward() }
        try parameters.moveAverages(by: averaging)
        let rows = try rows(of: logits)
        let correct = zip(rows, labels).count { row, label in row.indices.max { row[$0] < row[$1] } == label }
        return (try loss.item(), correct)
    }

    /// Returns the logits of the averaged weights, one row for each picture.
    func check(_ input: [Float], count: Int) throws -> [[Float]] {
        try Torch.withoutGradients {
            try rows(of: logits(of: input, count: count, weights: parameters.averages, isTraining: false))
        }
    }

    private func rows(of logits: Tensor) throws -> [[Float]] {
        let values = try logits.values()
        return stride(from: 0, to: values.count, by: classes).map { Array(values[$0..<($0 + classes)]) }
    }

    private func logits(
        of input: [Float], count: Int, weights: [String: Tensor], isTraining: Bool
    ) throws -> Tensor {
        let side = recipe.inputSide
        let image = try Tensor(input, shape: [count, 3, side, side]).inLayout(.channelsLast)
        var network = TorchNetwork(tensors: weights, isTraining: isTraining, dropout: recipe.dropout)
        return try head.logits(of: backbone.features(of: image, by: &network), by: &network)
    }
}

extension TrainableMobileNetV2: Checkpointable {
    static let keepsBestEpoch = true

    func tensors() throws -> [SafetensorsFile.Tensor] { try parameters.saved() }
    func bestTensors() throws -> [SafetensorsFile.Tensor] { try parameters.savedAverages() }
    func load(_ file: SafetensorsFile, from path: String) throws { try parameters.load(file, from: path) }
    func saveOptimizer(to path: String) throws { try descent.optimizer.save(to: path) }
    func loadOptimizer(from path: String) throws { try descent.optimizer.load(from: path) }

    /// Returns the averaged weights as a classifier.
    func trained() throws -> TrainedClassifier { try trained(with: bestTensors()) }

    /// Returns weights from `bestTensors` as a classifier.
    func trained(with saved: [SafetensorsFile.Tensor]) throws -> TrainedClassifier {
        let byName = Dictionary(saved.map { ($0.name, $0.values) }) { first, _ in first }
        func values(_ name: String, count: Int) throws -> [Float] {
            guard let values = byName[name], values.count == count else {
                throw TrainingError(
                    code: .cannotResume, subject: "the best weights",
                    reason: "they belong to another network; start without --resume")
            }
            return values
        }
        var backbone = backbone
        try backbone.replaceWeights { convolution in
            let name = convolution.shape.name
            convolution.weights = try values("\(name).weight", count: convolution.weights.count)
            convolution.bias = try values("\(name).bias", count: convolution.bias.count)
        }
        let layers = try head.layers.map { shape in
            Dense(
                shape: shape, weights: try values("\(shape.name).weight", count: shape.inputs * shape.outputs),
                bias: try values("\(shape.name).bias", count: shape.outputs))
        }
        return TrainedClassifier(backbone: backbone, head: layers)
    }
}
