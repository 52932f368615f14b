/// One fully connected layer with its weights.
package struct Dense: Hashable, Sendable {
    /// The name and sizes.
    package var shape: Shape
    /// `[outputs, inputs]`, row-major.
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
        package var activation = Activation.none
        /// The name of the result in files, if it differs from the layer's.
        package var resultName: String?

        package var weightShape: [Int] { [outputs, inputs] }
    }
}

/// The layers that compute class scores from a backbone's features.
package struct ClassifierHead: Hashable, Sendable {
    package let layers: [Dense.Shape]

    /// The name of a classifier's output.
    static let outputName = "logits"

    /// Creates a head with one dense layer, preceded by a hidden one if `hiddenUnits` isn't `nil`.
    package init(features: Int, hiddenUnits: Int? = nil, classes: Int) {
        let hidden = hiddenUnits.map { Dense.Shape(name: "hidden", inputs: features, outputs: $0, activation: .relu) }
        let output = Dense.Shape(
            name: "output", inputs: hiddenUnits ?? features, outputs: classes, resultName: Self.outputName)
        layers = [hidden, output].compactMap(\.self)
    }

    /// Creates the head that consists of trained layers.
    init(of layers: [Dense]) { self.layers = layers.map(\.shape) }

    /// Describes the head: from features, `[batch, features]`, to logits, `[batch, classes]`. Dropout precedes the last
    /// layer.
    package func logits<Builder: NetworkBuilding>(
        of features: Builder.Value, by builder: inout Builder
    ) throws -> Builder.Value {
        var value = features
        for (index, layer) in layers.enumerated() {
            if index == layers.count - 1 { value = try builder.dropout(value) }
            value = try builder.dense(value, layer)
        }
        return value
    }
}
