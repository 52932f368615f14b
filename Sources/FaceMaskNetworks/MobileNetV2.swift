package import FaceMaskCore

/// MobileNetV2 without its classifier (Sandler et al. 2018, arXiv:1801.04381), with weights: 52 convolutions that
/// reduce a picture's sides by a factor of 32 and end in 1,280 channels. Batch normalization is folded in.
package struct MobileNetV2: Sendable {
    /// The channels of the last map.
    package static let featureCount = 1280

    // In data flow order.
    package var stem: Convolution
    package var blocks: [Block]
    package var head: Convolution
    /// The padding of 3×3 convolutions with stride 2 that the weights were trained with.
    package var stridePadding: Convolution.Padding
    /// The values subtracted from RGB levels, 0…255.
    package var mean: [Float]
    /// The factors that the differences are multiplied by.
    package var scale: [Float]
    /// The origin of the weights, for the manifest.
    package var origin: String

    /// An inverted residual: expansion, depthwise convolution, projection; the input is added where sizes agree.
    package struct Block: Sendable {
        package var expand: Convolution?
        package var depthwise: Convolution
        package var project: Convolution
        package var isResidual: Bool

        package init(expand: Convolution?, depthwise: Convolution, project: Convolution, isResidual: Bool) {
            (self.expand, self.depthwise, self.project) = (expand, depthwise, project)
            self.isResidual = isResidual
        }
    }

    package init(
        stem: Convolution, blocks: [Block], head: Convolution, stridePadding: Convolution.Padding, input: Input
    ) {
        (self.stem, self.blocks, self.head) = (stem, blocks, head)
        (self.stridePadding, mean, scale, origin) = (stridePadding, input.mean, input.scale, input.origin)
    }

    /// All convolutions in data flow order.
    package var convolutions: [Convolution] {
        [stem] + blocks.flatMap { [$0.expand, $0.depthwise, $0.project].compactMap(\.self) } + [head]
    }

    var convolutionsByName: [String: Convolution] {
        Dictionary(convolutions.map { ($0.shape.name, $0) }) { first, _ in first }
    }

    /// Changes the weights of all convolutions.
    package mutating func replaceWeights(_ change: (inout Convolution) throws -> Void) rethrows {
        try change(&stem)
        for index in blocks.indices {
            if var expand = blocks[index].expand {
                try change(&expand)
                blocks[index].expand = expand
            }
            try change(&blocks[index].depthwise)
            try change(&blocks[index].project)
        }
        try change(&head)
    }

    /// Describes the network: from an image, `[batch, 3, side, side]`, to the average of its last map, `[batch, 1280]`.
    ///
    /// For a side of 224 the last map is 7×7, which makes this the "average pool 7×7" of the original.
    package func features<Builder: NetworkBuilding>(
        of image: Builder.Value, by builder: inout Builder
    ) throws -> Builder.Value {
        var value = try builder.convolve(image, padded(stem.shape))
        for block in blocks {
            let start = value
            if let expand = block.expand { value = try builder.convolve(value, padded(expand.shape)) }
            value = try builder.convolve(value, padded(block.depthwise.shape))
            value = try builder.convolve(value, padded(block.project.shape))
            if block.isResidual { value = try builder.sum(start, value, isActivated: false) }
        }
        value = try builder.convolve(value, padded(head.shape))
        return try builder.averagePooled(value)
    }

    private func padded(_ shape: Convolution.Shape) -> Convolution.Shape {
        var shape = shape
        if shape.stride == 2 { shape.padding = stridePadding }
        return shape
    }

    /// Returns the preprocessing for an input of `side` × `side` pixels.
    package func preprocessing(side: Int, cropMargin: Float = 0) -> Preprocessing {
        Preprocessing(inputWidth: side, inputHeight: side, mean: mean, scale: scale, cropMargin: cropMargin)
    }

    /// The shapes of one block.
    package struct BlockShape: Hashable, Sendable {
        package var expand: Convolution.Shape?
        package var depthwise: Convolution.Shape
        package var project: Convolution.Shape
        /// The stage of the paper's table 2, from 0.
        package var stage: Int
        /// The index in the stage, from 0.
        package var place: Int

        package var isResidual: Bool {
            depthwise.stride == 1 && (expand ?? depthwise).inputs == project.outputs
        }
    }

    package static let stemShape = Convolution.Shape(
        name: "stem", inputs: 3, outputs: 32, kernel: 3, stride: 2, activation: .relu6)
    package static let headShape = Convolution.Shape(
        name: "head", inputs: 320, outputs: featureCount, activation: .relu6)

    /// Table 2 of the paper: expansion, output channels, repeats, stride of the first.
    private static let stages = [
        (1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1),
    ]

    package static let blockShapes: [BlockShape] = {
        var shapes: [BlockShape] = []
        var inputs = stemShape.outputs
        for (stage, (expansion, outputs, repeats, firstStride)) in stages.enumerated() {
            for place in 0..<repeats {
                let name = "block\(shapes.count + 1)"
                let wide = inputs * expansion
                shapes.append(
                    BlockShape(
                        expand: expansion == 1
                            ? nil
                            : Convolution.Shape(
                                name: "\(name).expand", inputs: inputs, outputs: wide, activation: .relu6),
                        depthwise: Convolution.Shape(
                            name: "\(name).depthwise", inputs: wide, outputs: wide, kernel: 3,
                            stride: place == 0 ? firstStride : 1, isDepthwise: true, activation: .relu6),
                        project: Convolution.Shape(
                            name: "\(name).project", inputs: wide, outputs: outputs),
                        stage: stage, place: place))
                inputs = outputs
            }
        }
        return shapes
    }()
}
