internal import FaceMaskModelFiles
internal import FaceMaskTorch

/// A MobileNetV2 of which everything learns, with one dense layer that makes classes of its features.
///
/// Batch normalisation is folded into the convolutions, so its statistics stay what ImageNet made them. Belongs to the
/// task that made it; libtorch's tensors are not to be shared.
final class TrainableMobileNetV2 {
    /// Weight and bias of every convolution in the data's order, then those of the dense layer.
    private let parameters: [Tensor]
    /// The same, averaged over the steps: what is checked and kept.
    private let averages: [Tensor]
    private let optimizer: Optimizer
    private let backbone: MobileNetV2
    private let recipe: DefaultRecipe
    private let names: [String]
    private let classes: Int

    init(_ backbone: MobileNetV2, recipe: DefaultRecipe, classes: Int) throws {
        self.backbone = backbone
        self.recipe = recipe
        self.classes = classes
        let convolutions = backbone.convolutions
        names = (convolutions.map(\.shape.name) + ["output"]).flatMap { ["\($0).weight", "\($0).bias"] }
        parameters =
            try convolutions.flatMap { convolution in
                // Channels-last weights keep libtorch from rearranging them at each step.
                let weights = try Tensor(convolution.weights, shape: convolution.shape.weightShape)
                return [try weights.inLayout(.channelsLast), try Tensor(convolution.bias)]
            } + [Tensor.glorotUniform([classes, backbone.featureCount]), Tensor.zeros([classes])]
        averages = try parameters.map { try $0.copy() }
        for parameter in parameters { try parameter.requiringGradient() }
        optimizer = try Optimizer(.adamW, Self.groups(of: parameters, recipe: recipe))
    }

    /// Weights of the backbone, biases of the backbone, weights and biases of the dense layer: biases don't decay.
    private static func groups(of parameters: [Tensor], recipe: DefaultRecipe) -> [Optimizer.Group] {
        let backbone = parameters.dropLast(2)
        let (weights, biases) = (
            backbone.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element),
            backbone.enumerated().filter { !$0.offset.isMultiple(of: 2) }.map(\.element)
        )
        return [
            .init(weights, learningRate: recipe.learningRate, weightDecay: recipe.weightDecay),
            .init(biases, learningRate: recipe.learningRate),
            .init(
                [parameters[parameters.count - 2]], learningRate: recipe.headLearningRate,
                weightDecay: recipe.weightDecay),
            .init([parameters[parameters.count - 1]], learningRate: recipe.headLearningRate),
        ]
    }

    /// One step on a batch, `[pictures, 3, side, side]`, at a share of the full learning rates. `averaging` is how
    /// far the averages move towards the new weights. Returns the mean loss and how many were right before the step.
    func learn(_ input: [Float], labels: [Int], rate: Double, averaging: Double) throws -> (loss: Double, correct: Int)
    {
        for (group, full) in [
            recipe.learningRate, recipe.learningRate, recipe.headLearningRate, recipe.headLearningRate,
        ].enumerated() {
            try optimizer.setLearningRate(full * rate, ofGroup: group)
        }
        let logits = try logits(of: input, count: labels.count, weights: parameters, isTraining: true)
        let loss = try logits.crossEntropy(Tensor(integers: labels), labelSmoothing: recipe.labelSmoothing)
        try optimizer.clearGradients()
        try loss.backward()
        try optimizer.step()
        for (average, parameter) in zip(averages, parameters) { try average.approach(parameter, by: averaging) }
        let rows = try rows(of: logits)
        let correct = zip(rows, labels).count { row, label in row.indices.max { row[$0] < row[$1] } == label }
        return (try loss.item(), correct)
    }

    /// The logits of the averaged weights, one row for each picture.
    func check(_ input: [Float], count: Int) throws -> [[Float]] {
        try Torch.withoutGradients {
            try rows(of: logits(of: input, count: count, weights: averages, isTraining: false))
        }
    }

    private func rows(of logits: Tensor) throws -> [[Float]] {
        let values = try logits.values()
        return stride(from: 0, to: values.count, by: classes).map { Array(values[$0..<($0 + classes)]) }
    }

    private func logits(of input: [Float], count: Int, weights: [Tensor], isTraining: Bool) throws -> Tensor {
        let side = recipe.inputSide
        var value = try Tensor(input, shape: [count, 3, side, side]).inLayout(.channelsLast)
        var next = 0
        func convolve(_ value: Tensor, _ shape: Convolution.Shape) throws -> Tensor {
            defer { next += 2 }
            let filtered = try value.convolution(
                weights[next], weights[next + 1], stride: shape.stride, padding: padding(of: shape),
                groups: shape.groups)
            return shape.isActivated ? try filtered.relu6() : filtered
        }
        value = try convolve(value, backbone.stem.shape)
        for block in backbone.blocks {
            let start = value
            if let expand = block.expand { value = try convolve(value, expand.shape) }
            value = try convolve(value, block.depthwise.shape)
            value = try convolve(value, block.project.shape)
            if block.isResidual { value = try start.adding(value) }
        }
        value = try convolve(value, backbone.head.shape)
        let features = try value.adaptiveAveragePool().flattened()
        return try features.dropout(recipe.dropout, training: isTraining).linear(weights[next], weights[next + 1])
    }

    private func padding(of shape: Convolution.Shape) -> Padding {
        if shape.kernel == 1 { return Padding() }
        return shape.stride == 2 && backbone.stridePadding == .bottomRight
            ? Padding(left: 0, right: 1, top: 0, bottom: 1) : Padding(left: 1, right: 1, top: 1, bottom: 1)
    }
}

extension TrainableMobileNetV2: Checkpointable {
    /// The weights as they are, then their averages.
    func tensors() throws -> [SafetensorsFile.Tensor] {
        try [("", parameters), ("average.", averages)].flatMap { prefix, tensors in
            try zip(names, tensors).map { name, tensor in
                SafetensorsFile.Tensor(name: prefix + name, shape: tensor.shape, values: try tensor.values())
            }
        }
    }

    func load(_ file: SafetensorsFile, from path: String) throws {
        for (prefix, tensors) in [("", parameters), ("average.", averages)] {
            for (name, tensor) in zip(names, tensors) { try tensor.read(prefix + name, of: file, from: path) }
        }
    }

    func saveOptimizer(to path: String) throws { try optimizer.save(to: path) }
    func loadOptimizer(from path: String) throws { try optimizer.load(from: path) }

    /// The averaged weights by name.
    func averagedTensors() throws -> [SafetensorsFile.Tensor] {
        try zip(names, averages).map { name, tensor in
            SafetensorsFile.Tensor(name: name, shape: tensor.shape, values: try tensor.values())
        }
    }

    /// The averaged weights as a backbone and a dense layer.
    func trained() throws -> TrainedNetwork { try trained(with: averagedTensors()) }

    /// Weights that `averagedTensors` gave as a backbone and a dense layer.
    func trained(with tensors: [SafetensorsFile.Tensor]) throws -> TrainedNetwork {
        let byName = Dictionary(tensors.map { ($0.name, $0.values) }) { first, _ in first }
        let values = names.compactMap { byName[$0] }
        guard values.map(\.count) == parameters.map(\.count) else {
            throw TrainingError(
                code: .cannotResume, subject: "the best weights", reason: "they are another network's; start afresh")
        }
        var backbone = backbone
        backbone.replaceWeights { index, convolution in
            convolution.weights = values[index * 2]
            convolution.bias = values[index * 2 + 1]
        }
        return TrainedNetwork(
            backbone: backbone, classes: classes, weights: values[values.count - 2], bias: values[values.count - 1])
    }
}
