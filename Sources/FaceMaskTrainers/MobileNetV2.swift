public import FaceMaskCore

/// MobileNetV2 without its classifier (Sandler et al. 2018, arXiv:1801.04381): 52 convolutions that reduce a picture by
/// 32 and end in 1,280 channels.
public struct MobileNetV2: Sendable {
    /// The channels of its last map.
    static let featureCount = 1280

    /// Which rows and columns of zeros a 3×3 convolution of stride 2 adds.
    enum StridePadding: Sendable {
        /// TensorFlow's `SAME` on even sides: below and to the right only.
        case bottomRight
        /// PyTorch's: one on each side.
        case symmetric
    }

    /// In the order of the data's way through the network.
    var stem: Convolution
    var blocks: [Block]
    var head: Convolution
    var stridePadding: StridePadding
    /// Subtracted from 0…255 RGB, then multiplied: what the weights were trained with.
    var mean: [Float]
    var scale: [Float]
    /// Where the weights come from, for the manifest.
    public var origin: String

    /// An inverted residual: widen, filter, narrow; the input is added where sizes agree.
    struct Block: Sendable {
        var expand: Convolution?
        var depthwise: Convolution
        var project: Convolution
        var isResidual: Bool
    }

    /// The channels of this network's last map.
    var featureCount: Int { head.shape.outputs }

    /// Every convolution, in the order of the data's way through the network.
    var convolutions: [Convolution] {
        [stem] + blocks.flatMap { [$0.expand, $0.depthwise, $0.project].compactMap(\.self) } + [head]
    }

    /// Changes the weights of every convolution, which are numbered in the order of `convolutions`.
    mutating func replaceWeights(_ body: (_ index: Int, inout Convolution) -> Void) {
        var next = 0
        func change(_ convolution: inout Convolution) {
            body(next, &convolution)
            next += 1
        }
        change(&stem)
        for index in blocks.indices {
            if var expand = blocks[index].expand {
                change(&expand)
                blocks[index].expand = expand
            }
            change(&blocks[index].depthwise)
            change(&blocks[index].project)
        }
        change(&head)
    }

    /// The preprocessing for an input of `side` × `side` pixels.
    public func preprocessing(side: Int, cropMargin: Float = 0) -> Preprocessing {
        Preprocessing(inputWidth: side, inputHeight: side, mean: mean, scale: scale, cropMargin: cropMargin)
    }

    /// The shapes of one block.
    struct BlockShape: Hashable, Sendable {
        var expand: Convolution.Shape?
        var depthwise: Convolution.Shape
        var project: Convolution.Shape
        /// The stage of the paper's table 2 and the place in it, both from 0.
        var stage: Int
        var place: Int

        var isResidual: Bool {
            depthwise.stride == 1 && (expand ?? depthwise).inputs == project.outputs
        }
    }

    static let stemShape = Convolution.Shape(name: "stem", inputs: 3, outputs: 32, kernel: 3, stride: 2)
    static let headShape = Convolution.Shape(name: "head", inputs: 320, outputs: featureCount)

    /// Table 2 of the paper: expansion, output channels, repeats, stride of the first.
    private static let stages = [
        (1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1),
    ]

    static let blockShapes: [BlockShape] = {
        var shapes: [BlockShape] = []
        var inputs = stemShape.outputs
        for (stage, (expansion, outputs, repeats, firstStride)) in stages.enumerated() {
            for place in 0..<repeats {
                let name = "block\(shapes.count + 1)"
                let wide = inputs * expansion
                shapes.append(
                    BlockShape(
                        expand: expansion == 1
                            ? nil : Convolution.Shape(name: "\(name).expand", inputs: inputs, outputs: wide),
                        depthwise: Convolution.Shape(
                            name: "\(name).depthwise", inputs: wide, outputs: wide, kernel: 3,
                            stride: place == 0 ? firstStride : 1, isDepthwise: true),
                        project: Convolution.Shape(
                            name: "\(name).project", inputs: wide, outputs: outputs, isActivated: false),
                        stage: stage, place: place))
                inputs = outputs
            }
        }
        return shapes
    }()
}
