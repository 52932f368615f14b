#if Training
import FaceMaskCore
import Foundation
import FaceMaskInference
import FaceMaskModelFiles
import FaceMaskNetworks
import TestSupport
import Testing

@testable import FaceMaskTrainers

struct BackboneTests {
    private static let side = 64

    /// Keras' MobileNetV2 with the same weights, written by scripts/reference/mobilenetv2.py.
    private struct Reference: Decodable {
        var side: Int
        var pictureSeed: UInt32
        var cell: Int
        var biasScale: Float
        var features: [Float]
    }

    private func features(_ backbone: MobileNetV2, of picture: Image) async throws -> [Float] {
        try await FrozenBackbone(backbone, side: picture.width, engine: Engine()).features(of: picture)
    }

    @Test func featuresAgreeWithKeras() async throws {
        let reference: Reference = try PackageFiles.fixture("mobilenetv2.json", of: "TrainingTests")
        try #require(reference.biasScale == RandomBackbone.biasScale)
        let picture = Pattern.picture(
            width: reference.side, height: reference.side, seed: reference.pictureSeed, cell: reference.cell)
        let backbone = try RandomBackbone.whole.get()
        let features = try await features(backbone, of: picture)
        #expect(largestDifference(features, reference.features) < 1e-3)
        #expect(backbone.origin == "a formula")
    }

    /// What a training wrote can be gone on from: weights (rounded to fp16), padding and the input's numbers come back.
    @Test(arguments: [Convolution.Padding.bottomRight, .symmetric])
    func ourClassifiersAreBackbones(padding: Convolution.Padding) throws {
        var backbone = try RandomBackbone.whole.get()
        (backbone.stridePadding, backbone.mean) = (padding, [100, 110, 120])
        let head = ClassifierHead(features: MobileNetV2.featureCount, classes: 2).layers.map { shape in
            Dense(shape: shape, weights: Pattern.numbers(2 * 1280, seed: 3, scale: 0.1), bias: [0, 1])
        }
        let network = TrainedClassifier(backbone: backbone, head: head)
        let manifest = ModelManifest(
            name: "first", architecture: "MobileNetV2", preprocessing: backbone.preprocessing(side: 64),
            labels: ["with_mask", "without_mask"],
            training: .init(recipe: "default", dataHash: "", pictures: 1, epochs: 1, seed: 1, backbone: "ImageNet"),
            licence: "Apache-2.0")
        let folder = try TemporaryFolder()
        let bytes = try network.serialized(manifest: manifest)
        let read = try MobileNetV2(contentsOf: folder.file("model.onnx", bytes))
        #expect(read.stridePadding == padding && read.mean == backbone.mean && read.scale == backbone.scale)
        #expect(read.origin == "first, from ImageNet")
        for (first, second) in zip(read.convolutions, backbone.convolutions) {
            #expect(first.shape == second.shape && first.bias == second.bias)
            #expect(first.weights == second.weights.map { Float(Float16($0)) })
        }
        // A file that was cut short, and one of another network.
        for broken in [Array(bytes.prefix(bytes.count / 2)), Array("no model".utf8), []] {
            #expect(throws: ModelFileError.self) {
                try MobileNetV2(contentsOf: folder.file("broken.onnx", broken))
            }
        }
        var graph = ONNXGraph(name: "other")
        let input = graph.input("image", shape: [.batch, 3, .fixed(8), .fixed(8)])
        graph.output(graph.relu(input, named: "logits"), shape: [.batch, 3, .fixed(8), .fixed(8)])
        let other = try folder.file("other.onnx", graph.serialized(manifest: manifest))
        let error = #expect(throws: NetworkError.self) { try MobileNetV2(contentsOf: other) }
        #expect(error?.code == .wrongBackbone && error?.reason == "the tensor 'stem.weight' is missing")
    }

    /// Batch normalisation is folded by the reader and, in double precision, by hand.
    @Test func theThreeWaysToNameItsTensorsAreTheSameNetwork() async throws {
        let picture = Pattern.picture(width: Self.side, height: Self.side, seed: 8, cell: 3)
        let torchvision = try RandomBackbone.backbone(RandomBackbone.torchvision)
        let expected = try await features(torchvision, of: picture)
        #expect(Set(expected).count > 500, "the features say something")
        #expect(torchvision.origin == "backbone.safetensors")
        let preprocessing = torchvision.preprocessing(side: 96)
        #expect(largestDifference(preprocessing.mean, [123.675, 116.28, 103.53]) < 1e-3)
        #expect(largestDifference(preprocessing.scale, [1 / 58.395, 1 / 57.12, 1 / 57.375]) < 1e-6)

        let timm = try RandomBackbone.backbone(RandomBackbone.timm)
        #expect(timm.stridePadding == .symmetric && torchvision.stridePadding == .symmetric)
        #expect(largestDifference(try await features(timm, of: picture), expected) < 1e-4)

        var folded = try RandomBackbone.backbone(Self.foldedByHand(RandomBackbone.torchvision))
        #expect(folded.stridePadding == .bottomRight)
        folded.stridePadding = .symmetric
        (folded.mean, folded.scale) = (torchvision.mean, torchvision.scale)
        let difference = largestDifference(try await features(folded, of: picture), expected)
        #expect(difference < 1e-4, "\(difference)")
    }

    /// The five tensors of each convolution, in their order, become two.
    private static func foldedByHand(_ tensors: [SafetensorsFile.Tensor]) -> [SafetensorsFile.Tensor] {
        RandomBackbone.shapes.enumerated().flatMap { index, shape in
            let five = tensors[(index * 5)..<(index * 5 + 5)].map(\.values)
            let factors = (0..<shape.outputs).map { Double(five[1][$0]) / (Double(five[4][$0]) + 1e-5).squareRoot() }
            let perOutput = shape.weightCount / shape.outputs
            let weights = five[0].indices.map { Float(Double(five[0][$0]) * factors[$0 / perOutput]) }
            let bias = (0..<shape.outputs).map { Float(Double(five[2][$0]) - Double(five[3][$0]) * factors[$0]) }
            return [
                SafetensorsFile.Tensor(name: "\(shape.name).weight", shape: shape.weightShape, values: weights),
                SafetensorsFile.Tensor(name: "\(shape.name).bias", shape: [shape.outputs], values: bias),
            ]
        }
    }

    @Test func foldingIsTheArithmeticOfBatchNormalization() {
        let shape = Convolution.Shape(name: "x", inputs: 3, outputs: 2)
        var convolution = Convolution(shape: shape, weights: [1, -2, 0.5, 3, 0, 4], bias: [0.25, -1])
        let norm = BatchNormalization(
            gamma: [1.5, -0.5], beta: [0.1, 2], mean: [0.7, -3], variance: [4, 0.24], epsilon: 0.01)
        let input: [Float] = [0.3, -1.1, 2.5]
        func output(_ convolution: Convolution) -> [Float] {
            (0..<2).map { row in
                (0..<3).reduce(convolution.bias[row]) { $0 + convolution.weights[row * 3 + $1] * input[$1] }
            }
        }
        let plain = output(convolution)
        let expected = (0..<2).map { row in
            norm.gamma[row] * (plain[row] - norm.mean[row]) / (norm.variance[row] + norm.epsilon).squareRoot()
                + norm.beta[row]
        }
        convolution.fold(norm)
        #expect(largestDifference(output(convolution), expected) < 1e-5)
    }

    @Test func thePreprocessingIsThatOfTheWeights() throws {
        let folded = try RandomBackbone.whole.get().preprocessing(side: 96, cropMargin: 0.1)
        #expect(folded == Preprocessing(inputWidth: 96, inputHeight: 96, cropMargin: 0.1))
    }
}

/// Files that are read up to the fault only, so they need no more than their first tensors.
struct WrongBackboneTests {
    private static let folded = Array(RandomBackbone.folded.prefix(20))
    private static let torchvision = Array(RandomBackbone.torchvision.prefix(20))

    private func refusal(_ tensors: [SafetensorsFile.Tensor]) throws -> String {
        let error = try #require(
            throws: NetworkError.self, performing: { _ = try RandomBackbone.backbone(tensors) })
        #expect(error.code == .wrongBackbone)
        #expect(
            error.description.hasSuffix(
                "It must be a safetensors file of MobileNetV2 1.0 (folded, torchvision or timm names)."))
        return error.reason
    }

    private func changed(
        _ name: String, in tensors: [SafetensorsFile.Tensor] = folded,
        _ change: (inout SafetensorsFile.Tensor) -> Void
    ) throws -> [SafetensorsFile.Tensor] {
        var tensors = tensors
        let index = try #require(tensors.firstIndex { $0.name == name })
        change(&tensors[index])
        return tensors
    }

    @Test(arguments: ["stem.bias", "block1.project.weight", "block3.depthwise.bias"])
    func aMissingTensorIsNamed(name: String) throws {
        let reason = try refusal(Self.folded.filter { $0.name != name })
        #expect(reason == "the tensor '\(name)' is missing")
    }

    @Test func aMissingStatisticIsNamed() throws {
        let name = "features.1.conv.0.1.running_var"
        #expect(try refusal(Self.torchvision.filter { $0.name != name }) == "the tensor '\(name)' is missing")
    }

    @Test func anotherWidthIsNamed() throws {
        let tensors = try changed("block2.expand.bias") {
            $0 = .init(name: $0.name, shape: [48], values: .init(repeating: 0, count: 48))
        }
        #expect(
            try refusal(tensors) == "the tensor 'block2.expand.bias' has the shape [48], but MobileNetV2 1.0 needs [96]"
        )
    }

    @Test(arguments: [Float.nan, .infinity, -.infinity])
    func numbersThatAreNotFiniteAreNamed(value: Float) throws {
        let tensors = try changed("block3.depthwise.weight") { $0.values[7] = value }
        #expect(try refusal(tensors) == "the tensor 'block3.depthwise.weight' contains numbers that aren't finite")
    }

    @Test func aNegativeVarianceIsNamed() throws {
        let name = "features.0.1.running_var"
        let tensors = try changed(name, in: Self.torchvision) { $0.values[3] = -2 }
        #expect(try refusal(tensors) == "the tensor '\(name)' contains a negative variance")
    }

    @Test func anotherNetworkIsReported() throws {
        let tensors = [SafetensorsFile.Tensor(name: "fc.weight", shape: [2, 2], values: [1, 2, 3, 4])]
        let reason = try refusal(tensors)
        #expect(reason.contains("it contains 1 tensor") && reason.contains("'stem.weight'"))
    }

    @Test(arguments: ["", "{}", "not a model", "\u{89}PNG\r\n"])
    func anotherFileIsReported(text: String) throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("backbone.safetensors", Array(text.utf8))
        let error = #expect(throws: ModelFileError.self) { _ = try MobileNetV2(contentsOf: file) }
        #expect(error?.description.hasSuffix(".") == true)
    }
}
#endif
