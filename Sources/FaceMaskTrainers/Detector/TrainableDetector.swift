internal import FaceMaskCore
internal import FaceMaskModelFiles
internal import FaceMaskTorch

/// A face detector that learns. Belongs to the task that made it; libtorch's tensors are not to be shared.
final class TrainableDetector {
    /// Every tensor by name: what learns, and the averages of the batch normalisations.
    private let weights: [String: Tensor]
    /// The same, averaged over the steps: what is checked and kept.
    private let averages: [String: Tensor]
    /// In the order of the network.
    private let names: [String]
    private let optimizer: Optimizer
    private let recipe: DetectorRecipe
    private let loss: DetectionLoss
    private let list: ConvolutionList

    static let network = DetectorNetwork(outputs: FaceCell.Channel.count)
    /// Focal losses begin with few faces: the logistic of this is 0.01 (Lin et al. 2017, arXiv:1708.02002).
    private static let firstScore: Float = -4.6

    init(recipe: DetectorRecipe) throws {
        self.recipe = recipe
        loss = DetectionLoss(recipe: recipe)
        let list = try ConvolutionList(of: Self.network)
        var tensors: [String: Tensor] = [:]
        var (names, filters, others): ([String], [Tensor], [Tensor]) = ([], [], [])
        func add(_ name: String, _ tensor: Tensor) {
            names.append(name)
            tensors[name] = tensor
        }
        for shape in list.normalized + list.biased {
            let weight = try Tensor.kaimingUniform(shape.weightShape).inLayout(.channelsLast)
            add("\(shape.name).weight", weight)
            filters.append(weight)
        }
        for shape in list.normalized {
            let scale = try Tensor(filledWith: 1, shape: [shape.outputs])
            let shift = try Tensor.zeros([shape.outputs])
            add("\(shape.name).scale", scale)
            add("\(shape.name).shift", shift)
            add("\(shape.name).mean", try Tensor.zeros([shape.outputs]))
            add("\(shape.name).variance", try Tensor(filledWith: 1, shape: [shape.outputs]))
            others += [scale, shift]
        }
        for shape in list.biased {
            let bias = try Tensor.zeros([shape.outputs])
            add("\(shape.name).bias", bias)
            others.append(bias)
            guard shape.name.hasSuffix(DetectorNetwork.outputSuffix) else { continue }
            var values = [Float](repeating: 0, count: shape.outputs)
            values[FaceCell.Channel.score] = Self.firstScore
            try bias.write(values)
            // Boxes begin at their cells, whatever the features are.
            if let weight = tensors["\(shape.name).weight"] { try weight.write(weight.values().map { $0 * 0.1 }) }
        }
        self.names = names
        self.list = list
        weights = tensors
        averages = try tensors.mapValues { try $0.copy() }
        for parameter in filters + others { try parameter.requiringGradient() }
        optimizer = try Optimizer(
            .adamW,
            [
                .init(filters, learningRate: recipe.learningRate, weightDecay: recipe.weightDecay),
                .init(others, learningRate: recipe.learningRate),
            ])
    }

    /// One step on a batch, `[pictures, side, side, 3]`. `rate` is the share of the full learning
    /// rate, `averaging` how far the averages move towards the new weights.
    func learn(_ input: [Float], faces: [[SceneFace]], rate: Double, averaging: Double) throws -> DetectionLoss.Sums {
        for group in 0..<2 { try optimizer.setLearningRate(recipe.learningRate * rate, ofGroup: group) }
        let side = recipe.inputSide
        var builder = Builder(tensors: weights, training: true)
        let image = try Self.image(input, shape: [faces.count, side, side, 3])
        let maps = try Self.network.maps(of: image, by: &builder)
        let values = try maps.map { try $0.values() }
        let result = loss.evaluate(values, side: side, faces: faces)
        let gradients = try zip(maps, result.gradients).map { map, gradient in
            try Tensor(gradient, shape: map.shape).inLayout(.channelsLast)
        }
        try optimizer.clearGradients()
        try Tensor.backward(from: maps, gradients: gradients)
        try optimizer.step()
        for name in names {
            if let average = averages[name], let tensor = weights[name] { try average.approach(tensor, by: averaging) }
        }
        return result.sums
    }

    /// The maps that the averaged weights give for one image, `[height, width, 3]`.
    func averagedMaps(of image: [Float], width: Int, height: Int) throws -> [[Float]] {
        try Torch.withoutGradients {
            var builder = Builder(tensors: averages, training: false)
            let image = try Self.image(image, shape: [1, height, width, 3])
            return try Self.network.maps(of: image, by: &builder).map { try $0.values() }
        }
    }

    /// Pictures, `[pictures, height, width, 3]`, as `[pictures, 3, height, width]` in channels-last order.
    private static func image(_ values: [Float], shape: [Int]) throws -> Tensor {
        try Tensor(values, shape: shape).permuted([0, 3, 1, 2]).inLayout(.channelsLast)
    }

    /// The averaged weights, batch normalisation folded in.
    func trained() throws -> TrainedDetector {
        var convolutions: [String: Convolution] = [:]
        for shape in list.normalized + list.biased {
            convolutions[shape.name] = Convolution(
                shape: shape, weights: try values("\(shape.name).weight"),
                bias: [Float](repeating: 0, count: shape.outputs))
        }
        for shape in list.normalized {
            convolutions[shape.name]?.fold(
                BatchNormalization(
                    gamma: try values("\(shape.name).scale"), beta: try values("\(shape.name).shift"),
                    mean: try values("\(shape.name).mean"), variance: try values("\(shape.name).variance"),
                    epsilon: Float(Builder.epsilon)))
        }
        for shape in list.biased { convolutions[shape.name]?.bias = try values("\(shape.name).bias") }
        return TrainedDetector(network: Self.network, convolutions: convolutions)
    }

    private func values(_ name: String) throws -> [Float] { try averages[name]?.values() ?? [] }

    /// Runs the network on libtorch.
    private struct Builder: NetworkBuilding {
        let tensors: [String: Tensor]
        let training: Bool
        static let epsilon = 1e-5

        private func tensor(_ name: String) throws -> Tensor {
            guard let tensor = tensors[name] else {
                throw TrainingError(code: .cannotResume, subject: name, reason: "the network has no such tensor")
            }
            return tensor
        }

        func convolve(_ value: Tensor, _ shape: Convolution.Shape) throws -> Tensor {
            let filtered = try value.convolution(
                tensor("\(shape.name).weight"), stride: shape.stride, padding: Padding(shape.kernel / 2),
                groups: shape.groups)
            var how = Normalization(
                scale: try tensor("\(shape.name).scale"), shift: try tensor("\(shape.name).shift"),
                mean: try tensor("\(shape.name).mean"), variance: try tensor("\(shape.name).variance"))
            how.epsilon = Self.epsilon
            return try filtered.normalized(by: how, training: training, activated: shape.isActivated)
        }

        func project(_ value: Tensor, _ shape: Convolution.Shape) throws -> Tensor {
            try value.convolution(
                tensor("\(shape.name).weight"), tensor("\(shape.name).bias"), padding: Padding(shape.kernel / 2),
                groups: shape.groups)
        }

        func sum(_ first: Tensor, _ second: Tensor, activated: Bool) throws -> Tensor {
            let sum = try first.adding(second)
            return activated ? try sum.relu() : sum
        }

        func upsampled(_ value: Tensor) throws -> Tensor { try value.upsampled() }
        func maxPooled(_ value: Tensor) throws -> Tensor { try value.maxPool(2) }
    }
}

extension TrainableDetector: Checkpointable {
    /// The tensors as they are, then their averages.
    func tensors() throws -> [SafetensorsFile.Tensor] {
        try [("", weights), ("average.", averages)].flatMap { prefix, tensors in
            try names.compactMap { name in
                try tensors[name].map { tensor in
                    SafetensorsFile.Tensor(name: prefix + name, shape: tensor.shape, values: try tensor.values())
                }
            }
        }
    }

    func load(_ file: SafetensorsFile, from path: String) throws {
        for (prefix, tensors) in [("", weights), ("average.", averages)] {
            for (name, tensor) in tensors { try tensor.read(prefix + name, of: file, from: path) }
        }
    }

    func saveOptimizer(to path: String) throws { try optimizer.save(to: path) }
    func loadOptimizer(from path: String) throws { try optimizer.load(from: path) }
}
