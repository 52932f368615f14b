#if Training
import FaceMaskClassification
import FaceMaskDatasets
import FaceMaskCore
import Foundation
import FaceMaskInference
import FaceMaskNetworks
import TestSupport
import Testing

@testable import FaceMaskTrainers

/// The trained network is the one that is run, with the same preprocessing.
struct ExportTests {
    private static let side = 32
    private static let margin: Float = 0.2
    private static let hidden = 24
    private static let labels = ["with_mask", "without_mask"]

    /// A head by formula; large enough weights that the probabilities are not all one half.
    private static let head: [Dense] = zip(
        ClassifierHead(features: MobileNetV2.featureCount, hiddenUnits: hidden, classes: 2).layers,
        [(70, 0.06, 0.5), (72, 0.6, 0.2)] as [(UInt32, Float, Float)]
    ).map { shape, numbers in
        let (seed, weightScale, biasScale) = numbers
        return Dense(
            shape: shape,
            weights: Pattern.numbers(shape.inputs * shape.outputs, seed: seed, scale: weightScale),
            bias: Pattern.numbers(shape.outputs, seed: seed + 1, scale: biasScale))
    }

    /// The head's arithmetic, by hand: the probabilities of features.
    private static func probabilities(_ features: [Float]) -> [Float] {
        func dense(_ input: [Float], _ layer: Int) -> [Float] {
            let (weights, bias) = (head[layer].weights, head[layer].bias)
            return bias.indices.map { row in
                input.indices.reduce(bias[row]) { $0 + weights[row * input.count + $1] * input[$1] }
            }
        }
        let logits = dense(dense(features, 0).map { max($0, 0) }, 1)
        let powers = logits.map { exp($0 - (logits.max() ?? 0)) }
        return powers.map { $0 / powers.reduce(0, +) }
    }

    private func classifier(_ backbone: MobileNetV2) throws -> MaskClassifier {
        let manifest = ModelManifest(
            name: "exported", architecture: "MobileNetV2 1.0",
            preprocessing: backbone.preprocessing(side: Self.side, cropMargin: Self.margin), labels: Self.labels,
            training: .init(recipe: "seed", dataHash: "", pictures: 0, epochs: 0, seed: 0, backbone: backbone.origin),
            licence: "Apache-2.0")
        let folder = try TemporaryFolder()
        let trained = TrainedClassifier(backbone: backbone, head: Self.head)
        let file = try folder.file("exported.onnx", trained.serialized(manifest: manifest))
        return try MaskClassifier(contentsOf: file, engine: Engine())
    }

    /// A picture and where its faces are.
    private static let picture = Pattern.picture(width: 150, height: 110, seed: 5, cell: 9)
    private static let boxes = [
        Box(x1: 10, y1: 10, x2: 60, y2: 70), Box(x1: 33.3, y1: 21.7, x2: 88.8, y2: 99.1),
        Box(x1: 100.5, y1: -20, x2: 190, y2: 60.25), Box(x1: 70, y1: 70, x2: 82, y2: 86),
        Box(x1: 0, y1: 40, x2: 149, y2: 109),
    ]

    /// Hands out the picture with one of the boxes, as a dataset with face boxes would.
    private struct FaceReader: PictureReading {
        var box: Box

        func picture(at url: URL) async throws -> (image: Image, face: Box?) { (ExportTests.picture, box) }
    }

    /// The whole network, and one with another padding and normalisation.
    @Test(arguments: [true, false])
    func theExportedClassifierAgreesWithTraining(isWhole: Bool) async throws {
        var backbone = isWhole ? try RandomBackbone.whole.get() : SmallTraining.backbone
        if !isWhole {
            backbone.stridePadding = .symmetric
            (backbone.mean, backbone.scale) = ([124, 116, 104], [0.0171, 0.0175, 0.0174])
        }
        let classifier = try classifier(backbone)
        let frozen = try FrozenBackbone(backbone, side: Self.side, engine: Engine())
        let folder = try TemporaryFolder()
        let picture = LabelledPicture(url: try folder.file("a.png", [1]), relativePath: "a.png", state: .worn)

        let faces = Self.boxes.map { Face(box: $0, score: 1) }
        let verdicts = try await classifier.verdicts(on: faces, in: Self.picture)
        var seen: Set<Int> = []
        for (box, verdict) in zip(Self.boxes, verdicts) {
            // The way of training: dataset → cutout → frozen backbone → head.
            let reader = SampleReader(
                preprocessing: classifier.manifest.preprocessing, pictures: FaceReader(box: box),
                contentHash: { _ in "hash" })
            let sample = try #require(try await reader.samples(of: [picture]).samples.first)
            let expected = Self.probabilities(try await frozen.features(of: sample.cutout))
            let found = [MaskState.worn, .notWorn].map { verdict.probabilities[$0] ?? .nan }
            // Weights are exported as fp16.
            #expect(largestDifference(found, expected) < 1e-2, "\(found), not \(expected)")
            seen.insert(Int(expected[0] * 50))
        }
        #expect(seen.count > 2, "the faces differ, so that agreeing says something")
    }

    @Test func theManifestsPreprocessingIsTheBackbones() throws {
        let backbone = SmallTraining.backbone
        let frozen = try FrozenBackbone(backbone, side: Self.side, engine: Engine()).preprocessing
        var exported = try classifier(backbone).manifest.preprocessing
        exported.cropMargin = 0
        #expect(exported == frozen)
    }

    @Test func featuresComeInOrder() async throws {
        let frozen = try FrozenBackbone(SmallTraining.backbone, side: Self.side, engine: Engine())
        let pictures = (0..<9).map { Pattern.picture(width: Self.side, height: Self.side, seed: UInt32($0), cell: 5) }
        var reported: [Int] = []
        let together = try await frozen.features(count: 9, cutout: { pictures[$0] }, done: { reported.append($0) })
        #expect(reported == Array(1...9))
        for (picture, features) in zip(pictures, together) {
            #expect(largestDifference(try await frozen.features(of: picture), features) < 1e-5)
        }
        #expect(try await frozen.features(count: 0, cutout: { pictures[$0] }).isEmpty)
    }
}
#endif
