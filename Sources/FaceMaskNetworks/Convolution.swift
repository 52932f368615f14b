/// One convolution with its weights, batch normalization folded in.
package struct Convolution: Sendable {
    /// The name and sizes.
    package var shape: Shape
    /// `[outputs, inputs / groups, kernel, kernel]`, row-major.
    package var weights: [Float]
    /// One value for each output.
    package var bias: [Float]

    package init(shape: Shape, weights: [Float], bias: [Float]) {
        (self.shape, self.weights, self.bias) = (shape, weights, bias)
    }

    package struct Shape: Hashable, Sendable {
        package var name: String
        package var inputs: Int
        package var outputs: Int
        package var kernel = 1
        package var stride = 1
        package var isDepthwise = false
        package var padding = Padding.symmetric
        /// Whether a batch normalization instead of a bias follows during training.
        package var isNormalized = false
        package var activation = Activation.none
        /// The name of the result in files, if it differs from the layer's.
        package var resultName: String?

        package var groups: Int { isDepthwise ? inputs : 1 }
        package var weightShape: [Int] { [outputs, inputs / groups, kernel, kernel] }
    }

    /// Zeros around the input.
    package enum Padding: Hashable, Sendable {
        /// As many on every side as the kernel extends beyond its middle: PyTorch's usual padding.
        case symmetric
        /// One row below and one column to the right: TensorFlow's `SAME` for a kernel of 3 and a stride of 2 on even sides.
        case bottomRight
    }

    /// Folds a batch normalization into the convolution without bias before it: y = γ (x − μ) / √(σ² + ε) + β.
    package mutating func fold(_ norm: BatchNormalization) {
        let perOutput = weights.count / shape.outputs
        for output in 0..<shape.outputs {
            let factor = norm.gamma[output] / (norm.variance[output] + norm.epsilon).squareRoot()
            for index in 0..<perOutput { weights[output * perOutput + index] *= factor }
            bias[output] = (bias[output] - norm.mean[output]) * factor + norm.beta[output]
        }
    }
}

extension Convolution.Shape {
    package init(
        name: String, inputs: Int, outputs: Int, kernel: Int = 1, stride: Int = 1, isDepthwise: Bool = false,
        activation: Activation = .none
    ) {
        (self.name, self.inputs, self.outputs) = (name, inputs, outputs)
        (self.kernel, self.stride, self.isDepthwise) = (kernel, stride, isDepthwise)
        self.activation = activation
    }

    /// The rows and columns of zeros: top, left, bottom, right.
    package var pads: [Int] {
        switch padding {
        case .symmetric: [Int](repeating: kernel / 2, count: 4)
        case .bottomRight: [0, 0, 1, 1]
        }
    }
}

/// The statistics and the affine map of a batch normalization, one value for each channel.
package struct BatchNormalization: Sendable {
    package var gamma: [Float]
    package var beta: [Float]
    package var mean: [Float]
    package var variance: [Float]
    package var epsilon: Float

    package init(gamma: [Float], beta: [Float], mean: [Float], variance: [Float], epsilon: Float) {
        (self.gamma, self.beta, self.mean, self.variance) = (gamma, beta, mean, variance)
        self.epsilon = epsilon
    }
}
