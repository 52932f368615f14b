#if Training
import Foundation
import FaceMaskModelFiles
import FaceMaskNetworks
import TestSupport

@testable import FaceMaskTrainers

/// MobileNetV2 with weights by formula, under the three ways to name them.
enum RandomBackbone {
    /// The scale of biases that scripts/reference/mobilenetv2.py uses, too.
    static let biasScale: Float = 0.25

    /// All convolutions in the order of the data's way through the network.
    static let shapes: [Convolution.Shape] =
        [MobileNetV2.stemShape]
        + MobileNetV2.blockShapes.flatMap { [$0.expand, $0.depthwise, $0.project].compactMap(\.self) }
        + [MobileNetV2.headShape]

    private static let weightValues = shapes.enumerated().map { index, shape in
        let fanIn = Double(shape.weightCount / shape.outputs)
        return Pattern.numbers(shape.weightCount, seed: UInt32(index + 1), scale: Float((6 / fanIn).squareRoot()))
    }

    /// With batch normalisation folded in; the weights of scripts/reference/mobilenetv2.py.
    static let folded: [SafetensorsFile.Tensor] = shapes.enumerated().flatMap { index, shape in
        [
            weights(of: shape, at: index),
            SafetensorsFile.Tensor(
                name: "\(shape.name).bias", shape: [shape.outputs],
                values: Pattern.numbers(shape.outputs, seed: UInt32(1001 + index), scale: biasScale)),
        ]
    }

    /// The same convolutions without biases, each before a batch normalisation.
    static let torchvision = normalized(named: torchvisionName)
    static let timm = normalized(named: timmName)

    private static func weights(of shape: Convolution.Shape, at index: Int, as name: String? = nil)
        -> SafetensorsFile.Tensor
    {
        SafetensorsFile.Tensor(
            name: "\(name ?? shape.name).weight", shape: shape.weightShape, values: weightValues[index])
    }

    private static func normalized(
        named name: (Int, Convolution.Shape) -> (convolution: String, norm: String)
    ) -> [SafetensorsFile.Tensor] {
        shapes.enumerated().flatMap { index, shape in
            let (convolution, norm) = name(index, shape)
            func statistic(_ field: String, _ seed: Int, around center: Float, _ scale: Float) -> SafetensorsFile.Tensor
            {
                let numbers = Pattern.numbers(shape.outputs, seed: UInt32(seed + index), scale: scale)
                return SafetensorsFile.Tensor(
                    name: "\(norm).\(field)", shape: [shape.outputs], values: numbers.map { center + $0 })
            }
            return [
                weights(of: shape, at: index, as: convolution), statistic("weight", 2000, around: 0.7, 0.2),
                statistic("bias", 3000, around: 0, biasScale), statistic("running_mean", 4000, around: 0, 0.3),
                statistic("running_var", 5000, around: 0.8, 0.5),
            ]
        }
    }

    /// Which block a convolution belongs to and which of its parts it is; `nil` for stem and head.
    private static func place(of shape: Convolution.Shape) -> (block: Int, part: String)? {
        let parts = shape.name.split(separator: ".")
        guard parts.count == 2, let block = Int(parts[0].dropFirst("block".count)) else { return nil }
        return (block, String(parts[1]))
    }

    private static func torchvisionName(_ index: Int, _ shape: Convolution.Shape) -> (convolution: String, norm: String)
    {
        guard let (block, part) = place(of: shape) else {
            let number = index == 0 ? 0 : 18
            return ("features.\(number).0", "features.\(number).1")
        }
        // The first block has no expansion, so its parts have lower indices.
        let prefix = "features.\(block).conv"
        let number = (part == "expand" ? 0 : part == "depthwise" ? 1 : 2) - (block == 1 ? 1 : 0)
        return part == "project"
            ? ("\(prefix).\(number)", "\(prefix).\(number + 1)") : ("\(prefix).\(number).0", "\(prefix).\(number).1")
    }

    /// timm counts stages of 1, 2, 3, 4, 3, 3 and 1 blocks.
    private static let stages = [1, 2, 3, 4, 3, 3, 1].enumerated().flatMap { stage, count in
        (0..<count).map { "blocks.\(stage).\($0)" }
    }

    private static func timmName(_ index: Int, _ shape: Convolution.Shape) -> (convolution: String, norm: String) {
        guard let (block, part) = place(of: shape) else {
            return index == 0 ? ("conv_stem", "bn1") : ("conv_head", "bn2")
        }
        let prefix = stages[block - 1]
        return switch (part, block == 1) {
        case ("depthwise", true): ("\(prefix).conv_dw", "\(prefix).bn1")
        case ("project", true): ("\(prefix).conv_pw", "\(prefix).bn2")
        case ("expand", _): ("\(prefix).conv_pw", "\(prefix).bn1")
        case ("depthwise", _): ("\(prefix).conv_dw", "\(prefix).bn2")
        default: ("\(prefix).conv_pwl", "\(prefix).bn3")
        }
    }

    /// The folded network, read once.
    static let whole = Result { try backbone(folded, metadata: ["source": "a formula"]) }

    /// Reads tensors as a backbone, by way of a file.
    static func backbone(_ tensors: [SafetensorsFile.Tensor], metadata: [String: String] = [:]) throws -> MobileNetV2 {
        let folder = try TemporaryFolder()
        let bytes = try SafetensorsFile.serialized(tensors: tensors, metadata: metadata)
        return try MobileNetV2(contentsOf: folder.file("backbone.safetensors", bytes))
    }
}

extension Convolution.Shape {
    var weightCount: Int { weightShape.reduce(1, *) }
}
#endif
