/// One convolution of a network with its activation, batch normalisation folded in.
struct Convolution: Sendable {
    /// Name and sizes, without weights.
    var shape: Shape
    /// `[outputs, inputs / groups, kernel, kernel]`, row-major.
    var weights: [Float]
    /// One for each output.
    var bias: [Float]

    struct Shape: Hashable, Sendable {
        var name: String
        var inputs: Int
        var outputs: Int
        var kernel = 1
        var stride = 1
        var isDepthwise = false
        /// Whether values are cut to 0…6 afterwards (ReLU6).
        var isActivated = true

        var groups: Int { isDepthwise ? inputs : 1 }
        var weightShape: [Int] { [outputs, inputs / groups, kernel, kernel] }
        var weightCount: Int { weightShape.reduce(1, *) }
    }

    /// Folds a batch normalisation that follows a convolution without bias into it: y = γ (x − μ) / √(σ² + ε) + β.
    mutating func fold(_ norm: BatchNormalization) {
        let perOutput = weights.count / shape.outputs
        for output in 0..<shape.outputs {
            let factor = norm.gamma[output] / (norm.variance[output] + norm.epsilon).squareRoot()
            for index in 0..<perOutput { weights[output * perOutput + index] *= factor }
            bias[output] = (bias[output] - norm.mean[output]) * factor + norm.beta[output]
        }
    }
}

/// The frozen statistics and the affine map of a batch normalisation, one value for each channel.
struct BatchNormalization: Sendable {
    var gamma: [Float]
    var beta: [Float]
    var mean: [Float]
    var variance: [Float]
    var epsilon: Float
}
