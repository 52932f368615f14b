internal import FaceMaskCore
internal import FaceMaskModelFiles
package import Foundation

extension MobileNetV2 {
    /// Reads weights from a safetensors file: with folded batch normalization (names `stem`, `block1.depthwise` …), or
    /// with the names of torchvision (`features.0.0`) or timm (`conv_stem`), which are folded here; or from an ONNX
    /// classifier that this project trained.
    ///
    /// - Throws: `NetworkError.wrongBackbone`, or `ModelFileError` if the file can't be read.
    package init(contentsOf url: URL) throws {
        if url.pathExtension.lowercased() == "onnx" {
            try self.init(classifier: url)
            return
        }
        let file = try SafetensorsFile(contentsOf: url)
        let names = Set(file.names)
        guard let layout = BackboneLayout.allCases.first(where: { names.contains($0.stemName) }) else {
            throw NetworkError.wrongBackbone(
                url.path(percentEncoded: false),
                "it contains \(names.count) tensors, but none of "
                    + BackboneLayout.allCases.map { "'\($0.stemName)'" }.joined(separator: ", "))
        }
        let origin = file.metadata["source"] ?? url.lastPathComponent
        try self.init(
            file, layout, path: url.path(percentEncoded: false),
            stridePadding: layout == .folded ? .bottomRight : .symmetric,
            input: layout == .folded ? .keras(origin: origin) : .imageNet(origin: origin))
    }

    /// Reads the backbone of a classifier that this project trained.
    private init(classifier url: URL) throws {
        let manifest = try ModelFile.manifest(of: url)
        let file = try ONNXWeights(contentsOf: url)
        let pads = file.integers("pads", ofNode: Self.stemShape.name)
        try self.init(
            file, .folded, path: url.path(percentEncoded: false),
            stridePadding: pads == [1, 1, 1, 1] ? .symmetric : .bottomRight,
            input: Input(
                mean: manifest.preprocessing.mean, scale: manifest.preprocessing.scale,
                origin: "\(manifest.name), from \(manifest.training.backbone)"))
    }

    private init(
        _ file: any NamedTensors, _ layout: BackboneLayout, path: String, stridePadding: Convolution.Padding,
        input: Input
    ) throws {
        let reader = BackboneReader(file: file, layout: layout, path: path)
        let stem = try reader.convolution(Self.stemShape, layout.stem)
        let blocks = try Self.blockShapes.enumerated().map { index, shape in
            let names = layout.block(index, shape)
            return Block(
                expand: try shape.expand.map { try reader.convolution($0, names.expand) },
                depthwise: try reader.convolution(shape.depthwise, names.depthwise),
                project: try reader.convolution(shape.project, names.project), isResidual: shape.isResidual)
        }
        let head = try reader.convolution(Self.headShape, layout.head)
        self.init(stem: stem, blocks: blocks, head: head, stridePadding: stridePadding, input: input)
    }

    /// The preprocessing and origin of the weights.
    package struct Input: Sendable {
        /// The values subtracted from RGB levels, 0…255.
        package var mean: [Float]
        /// The factors that the differences are multiplied by.
        package var scale: [Float]
        /// The origin of the weights.
        package var origin: String

        package init(mean: [Float], scale: [Float], origin: String) {
            (self.mean, self.scale, self.origin) = (mean, scale, origin)
        }

        /// Keras' input, −1…1.
        static func keras(origin: String) -> Input {
            Input(mean: [127.5, 127.5, 127.5], scale: [1 / 127.5, 1 / 127.5, 1 / 127.5], origin: origin)
        }

        /// The input of torchvision and timm: normalized by the mean and standard deviation of ImageNet's RGB values,
        /// 0…1.
        static func imageNet(origin: String) -> Input {
            let (mean, deviation): ([Float], [Float]) = ([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])
            return Input(mean: mean.map { $0 * 255 }, scale: deviation.map { 1 / ($0 * 255) }, origin: origin)
        }
    }
}

/// The naming scheme of a file's tensors.
private enum BackboneLayout: CaseIterable {
    case folded
    case torchvision
    case timm

    /// The names of a convolution and of the batch normalization after it, `nil` if it is folded in.
    typealias Name = (convolution: String, norm: String?)

    var stem: Name {
        switch self {
        case .folded: ("stem", nil)
        case .torchvision: ("features.0.0", "features.0.1")
        case .timm: ("conv_stem", "bn1")
        }
    }

    var head: Name {
        switch self {
        case .folded: ("head", nil)
        case .torchvision: ("features.18.0", "features.18.1")
        case .timm: ("conv_head", "bn2")
        }
    }

    var stemName: String { "\(stem.convolution).weight" }

    func block(_ index: Int, _ shape: MobileNetV2.BlockShape) -> (expand: Name, depthwise: Name, project: Name) {
        let first = shape.expand == nil
        switch self {
        case .folded:
            let prefix = "block\(index + 1)"
            return (("\(prefix).expand", nil), ("\(prefix).depthwise", nil), ("\(prefix).project", nil))
        case .torchvision:
            let prefix = "features.\(index + 1).conv"
            let (depthwise, project) = first ? (0, 1) : (1, 2)
            return (
                ("\(prefix).0.0", "\(prefix).0.1"), ("\(prefix).\(depthwise).0", "\(prefix).\(depthwise).1"),
                ("\(prefix).\(project)", "\(prefix).\(project + 1)")
            )
        case .timm:
            let prefix = "blocks.\(shape.stage).\(shape.place)"
            return (
                ("\(prefix).conv_pw", "\(prefix).bn1"), ("\(prefix).conv_dw", "\(prefix).\(first ? "bn1" : "bn2")"),
                ("\(prefix).\(first ? "conv_pw" : "conv_pwl")", "\(prefix).\(first ? "bn2" : "bn3")")
            )
        }
    }
}

private struct BackboneReader {
    let file: any NamedTensors
    let layout: BackboneLayout
    let path: String

    /// The epsilon of torchvision's and timm's batch normalization.
    private static let epsilon: Float = 1e-5

    func convolution(_ shape: Convolution.Shape, _ name: BackboneLayout.Name) throws -> Convolution {
        let weights = try tensor("\(name.convolution).weight", shape: shape.weightShape)
        guard let norm = name.norm else {
            let bias = try tensor("\(name.convolution).bias", shape: [shape.outputs])
            return Convolution(shape: shape, weights: weights, bias: bias)
        }
        func statistic(_ field: String) throws -> [Float] { try tensor("\(norm).\(field)", shape: [shape.outputs]) }
        let variance = try statistic("running_var")
        guard variance.allSatisfy({ $0 >= 0 }) else {
            throw NetworkError.wrongBackbone(path, "the tensor '\(norm).running_var' contains a negative variance")
        }
        var convolution = Convolution(
            shape: shape, weights: weights, bias: [Float](repeating: 0, count: shape.outputs))
        convolution.fold(
            BatchNormalization(
                gamma: try statistic("weight"), beta: try statistic("bias"), mean: try statistic("running_mean"),
                variance: variance, epsilon: Self.epsilon))
        return convolution
    }

    private func tensor(_ name: String, shape: [Int]) throws -> [Float] {
        guard let found = file.shape(of: name) else {
            throw NetworkError.wrongBackbone(path, "the tensor '\(name)' is missing")
        }
        guard found == shape else {
            throw NetworkError.wrongBackbone(
                path, "the tensor '\(name)' has the shape \(found), but MobileNetV2 1.0 needs \(shape)")
        }
        let values = try file.floats(name)
        guard values.allSatisfy(\.isFinite) else {
            throw NetworkError.wrongBackbone(path, "the tensor '\(name)' contains numbers that aren't finite")
        }
        return values
    }
}
