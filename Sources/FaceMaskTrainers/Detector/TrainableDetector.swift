internal import FaceMaskCore
internal import FaceMaskModelFiles
internal import FaceMaskNetworks
internal import FaceMaskTorch

/// A face detector in training. Used only by the task that created it, since libtorch's tensors must not be shared.
final class TrainableDetector {
    /// The trained weights, and the statistics of the batch normalizations.
    private let parameters: AveragedTensors
    private let descent: GradientDescent
    private let recipe: DetectorRecipe
    private let loss: DetectionLoss
    private let list: ConvolutionList

    static let network = DetectorNetwork(outputs: FaceCell.Channel.count)
    /// The initial bias of scores: focal losses start with few faces; the logistic of this is 0.01 (Lin et al. 2017,
    /// arXiv:1708.02002).
    private static let firstScore: Float = -4.6

    init(recipe: DetectorRecipe) throws {
        self.recipe = recipe
        loss = DetectionLoss(recipe: recipe)
        list = try ConvolutionList(of: Self.network)
        let filters = try (list.normalized + list.biased).map { shape in
            (name: "\(shape.name).weight", tensor: try Self.firstFilters(shape))
        }
        let normalizations = try list.normalized.map { shape in
            (name: shape.name, tensors: try Normalization(channels: shape.outputs))
        }
        let biases = try list.biased.map { shape in
            (name: "\(shape.name).bias", tensor: try Self.firstBias(shape))
        }
        parameters = try AveragedTensors(
            filters
                + normalizations.flatMap { name, tensors in
                    [
                        ("\(name).scale", tensors.scale), ("\(name).shift", tensors.shift),
                        ("\(name).mean", tensors.mean), ("\(name).variance", tensors.variance),
                    ]
                } + biases)
        let decaying = filters.map(\.tensor)
        let others = normalizations.flatMap { [$0.tensors.scale, $0.tensors.shift] } + biases.map(\.tensor)
        for parameter in decaying + others { try parameter.requiringGradient() }
        descent = try GradientDescent(
            .adamW,
            [
                .init(decaying, learningRate: recipe.learningRate, weightDecay: recipe.weightDecay),
                .init(others, learningRate: recipe.learningRate),
            ])
    }

    private static func firstFilters(_ shape: Convolution.Shape) throws -> Tensor {
        let filters = try Tensor.kaimingUniform(shape.weightShape).inLayout(.channelsLast)
        // Boxes start at their cells, independently of the features.
        if isOutput(shape) { try filters.write(filters.values().map { $0 * 0.1 }) }
        return filters
    }

    private static func firstBias(_ shape: Convolution.Shape) throws -> Tensor {
        let bias = try Tensor.zeros([shape.outputs])
        guard isOutput(shape) else { return bias }
        var values = [Float](repeating: 0, count: shape.outputs)
        values[FaceCell.Channel.score] = firstScore
        try bias.write(values)
        return bias
    }

    private static func isOutput(_ shape: Convolution.Shape) -> Bool {
        shape.name.hasSuffix(DetectorNetwork.outputSuffix)
    }

    /// Performs one step on a batch, `[pictures, side, side, 3]`. `rate` is the share of the full learning rate,
    /// `averaging` the step of the averages towards the new weights.
    func learn(_ input: [Float], faces: [[SceneFace]], rate: Double, averaging: Double) throws -> DetectionLoss.Sums {
        for group in 0..<2 { try descent.optimizer.setLearningRate(recipe.learningRate * rate, ofGroup: group) }
        let side = recipe.inputSide
        var builder = TorchNetwork(tensors: parameters.current, isTraining: true)
        let image = try Self.image(input, shape: [faces.count, side, side, 3])
        let maps = try Self.network.maps(of: image, by: &builder)
        let values = try maps.map { try $0.values() }
        let result = loss.evaluate(values, side: side, faces: faces)
        let gradients = try zip(maps, result.gradients).map { map, gradient in
            try Tensor(gradient, shape: map.shape).inLayout(.channelsLast)
        }
        try descent.step { try Tensor.backward(from: maps, gradients: gradients) }
        try parameters.moveAverages(by: averaging)
        return result.sums
    }

    /// Returns the maps that the averaged weights give for one image, `[height, width, 3]`.
    func averagedMaps(of image: [Float], width: Int, height: Int) throws -> [[Float]] {
        try Torch.withoutGradients {
            var builder = TorchNetwork(tensors: parameters.averages, isTraining: false)
            let image = try Self.image(image, shape: [1, height, width, 3])
            return try Self.network.maps(of: image, by: &builder).map { try $0.values() }
        }
    }

    /// Returns pictures, `[pictures, height, width, 3]`, as `[pictures, 3, height, width]` in channels-last order.
    private static func image(_ values: [Float], shape: [Int]) throws -> Tensor {
        try Tensor(values, shape: shape).permuted([0, 3, 1, 2]).inLayout(.channelsLast)
    }

    /// Returns the averaged weights with batch normalization folded in.
    func trained() throws -> TrainedDetector {
        var convolutions: [String: Convolution] = [:]
        for shape in list.shapes {
            let name = shape.name
            var convolution = Convolution(
                shape: shape, weights: try values("\(name).weight"),
                bias: shape.isNormalized
                    ? [Float](repeating: 0, count: shape.outputs) : try values("\(name).bias"))
            if shape.isNormalized {
                convolution.fold(
                    BatchNormalization(
                        gamma: try values("\(name).scale"), beta: try values("\(name).shift"),
                        mean: try values("\(name).mean"), variance: try values("\(name).variance"),
                        epsilon: Float(TorchNetwork.epsilon)))
            }
            convolutions[name] = convolution
        }
        return TrainedDetector(network: Self.network, convolutions: convolutions)
    }

    private func values(_ name: String) throws -> [Float] {
        guard let tensor = parameters.averages[name] else { throw NetworkError.missingWeights(name) }
        return try tensor.values()
    }
}

extension Normalization {
    /// Creates a normalization that changes nothing yet.
    fileprivate init(channels: Int) throws {
        self.init(
            scale: try Tensor(filledWith: 1, shape: [channels]), shift: try Tensor.zeros([channels]),
            mean: try Tensor.zeros([channels]), variance: try Tensor(filledWith: 1, shape: [channels]))
    }
}

extension TrainableDetector: Checkpointable {
    static let keepsBestEpoch = true

    func tensors() throws -> [SafetensorsFile.Tensor] { try parameters.saved() }
    func bestTensors() throws -> [SafetensorsFile.Tensor] { try parameters.saved() }
    func load(_ file: SafetensorsFile, from path: String) throws { try parameters.load(file, from: path) }
    func saveOptimizer(to path: String) throws { try descent.optimizer.save(to: path) }
    func loadOptimizer(from path: String) throws { try descent.optimizer.load(from: path) }
}
