import FaceMaskCore
import Foundation
import FaceMaskInference
import FaceMaskModelFiles
import TestSupport
import Testing

@testable import FaceMaskClassification

struct VerdictTests {
    private let reference: SmallClassifier
    private let scene: SmallClassifier.Scene

    init() throws {
        reference = try SmallClassifier.load()
        scene = try #require(reference.pictures.first)
    }

    @Test func noFacesGiveNoVerdicts() async throws {
        #expect(try await reference.classifier().verdicts(on: [], in: scene.picture).isEmpty)
    }

    @Test func aFaceGetsTheSameVerdictAmongMany() async throws {
        let classifier = try reference.classifier()
        let count = 33  // One more than the classifier runs at once.
        let faces = (0..<count).map { index in
            Face(box: Box(x1: Float(index), y1: 5, x2: Float(index) + 40, y2: 60 + Float(index)), score: 1)
        }
        let together = try await classifier.verdicts(on: faces, in: scene.picture)
        try #require(together.count == count)
        #expect(Set(together.map { $0.probabilities[.worn] }).count > count / 2, "the faces differ")
        // First and last of a full batch, the one beyond it, and one amid.
        for index in [0, 16, count - 2, count - 1] {
            let alone = try #require(try await classifier.verdicts(on: [faces[index]], in: scene.picture).first)
            let pairs = SmallClassifier.states.map { (alone.probabilities[$0], together[index].probabilities[$0]) }
            #expect(pairs.allSatisfy { abs(($0.0 ?? .nan) - ($0.1 ?? .nan)) < 1e-5 }, "face \(index)")
            #expect(alone.state == together[index].state)
        }
    }

    @Test func labelsFollowTheManifestsOrder() async throws {
        let plain = try await reference.classifier().verdicts(on: scene.faces, in: scene.picture)
        let turned = try await reference.classifier { $0.labels = ["mask", "face", "imfd"] }
            .verdicts(on: scene.faces, in: scene.picture)
        for (first, second) in zip(plain, turned) {
            #expect(first.probabilities[.notWorn] == second.probabilities[.worn])
            #expect(first.probabilities[.wornIncorrectly] == second.probabilities[.notWorn])
            #expect(first.probabilities[.worn] == second.probabilities[.wornIncorrectly])
        }
    }

    @Test func theLikeliestStateIsDecided() async throws {
        let verdicts = try await reference.classifier().verdicts(on: scene.faces, in: scene.picture)
        for (verdict, expected) in zip(verdicts, scene.probabilities) {
            let likeliest = expected.indices.max { expected[$0] < expected[$1] }
            #expect(verdict.state == likeliest.map { SmallClassifier.states[$0] })
            #expect(verdict.probability == verdict.probabilities.values.max())
        }
    }

    @Test func aWeakProbabilityIsUnsure() async throws {
        let limit: Float = 0.4
        let verdicts = try await reference.classifier { $0.thresholds.minimumProbability = limit }
            .verdicts(on: scene.faces, in: scene.picture)
        let sure = scene.probabilities.map { ($0.max() ?? 0) >= limit }
        try #require(Set(sure).count == 2, "some are sure, some are not")
        #expect(verdicts.map { $0.state != nil } == sure)
        #expect(verdicts.allSatisfy { $0.probabilities.count == 3 })
        #expect(verdicts.filter { $0.state == nil }.allSatisfy { $0.label == "unsure" })
    }

    @Test(arguments: [(40, 40, true), (39, 80, false), (80, 39, false), (41, 300, true)])
    func aSmallFaceIsUnsure(width: Float, height: Float, isSure: Bool) async throws {
        let classifier = try reference.classifier { $0.thresholds.minimumFaceSide = 40 }
        let face = Face(box: Box(x1: 3, y1: 4, x2: 3 + width, y2: 4 + height), score: 1)
        let verdicts = try await classifier.verdicts(on: [face], in: scene.picture)
        #expect(verdicts.map { $0.state != nil } == [isSure])
    }

    @Test(arguments: [
        (Box(x1: -90, y1: -90, x2: -40, y2: -40), "outside"),
        (Box(x1: 10, y1: 10, x2: 10, y2: 10), "empty"),
        (Box(x1: 30, y1: 30, x2: 10, y2: 10), "inside out"),
        (Box(x1: .nan, y1: .nan, x2: .nan, y2: .nan), "no numbers"),
        (Box(x1: -.infinity, y1: 0, x2: .infinity, y2: 9), "infinite"),
        (Box(x1: -1e30, y1: -1e30, x2: 1e30, y2: 1e30), "vast"),
        (Box(x1: 159.99, y1: 119.99, x2: 500, y2: 500), "a sliver of the last pixel"),
    ])
    func malformedBoxesGetAVerdict(box: Box, reason: String) async throws {
        let classifier = try reference.classifier()
        let verdicts = try await classifier.verdicts(on: [Face(box: box, score: 1)], in: scene.picture)
        let sum = verdicts.first?.probabilities.values.reduce(0, +) ?? .nan
        #expect(abs(sum - 1) < 1e-5, "\(reason)")
    }

    @Test func equallyLikelyStatesAreDecidedByTheirOrder() async throws {
        var graph = ONNXGraph(name: "undecided")
        let input = graph.input("image", shape: [.batch, 3, 8, 8])
        let weights = try graph.initializer("w", shape: [3, 3], values: [Float](repeating: 0, count: 9))
        let bias = try graph.initializer("b", shape: [3], values: [1, 1, 1])
        let logits = graph.dense(
            graph.flatten(graph.globalAveragePool(input)), weights: weights, bias: bias, named: "logits")
        graph.output(logits, shape: [.batch, 3])
        for labels in [SmallClassifier.labels, SmallClassifier.labels.reversed()] {
            var manifest = reference.manifest
            manifest.labels = labels
            manifest.preprocessing = Preprocessing(
                inputWidth: 8, inputHeight: 8, mean: [127.5, 127.5, 127.5], scale: [1, 1, 1])
            let folder = try TemporaryFolder()
            let classifier = try MaskClassifier(
                contentsOf: folder.file("undecided.onnx", graph.serialized(manifest: manifest)), engine: Engine())
            let verdicts = try await classifier.verdicts(on: scene.faces, in: scene.picture)
            #expect(verdicts.allSatisfy { $0.state == MaskState(label: labels[0]) })
        }
    }
}

struct ClassifierRefusalTests {
    private let reference: SmallClassifier
    private let folder: TemporaryFolder

    init() throws {
        reference = try SmallClassifier.load()
        folder = try TemporaryFolder()
    }

    private func open(_ bytes: [UInt8]) throws {
        _ = try MaskClassifier(contentsOf: folder.file("small.onnx", bytes), engine: Engine())
    }

    @Test(arguments: [["with_mask", "without_mask"], ["with_mask", "without_mask", "imfd"]])
    func labelsAndOutputsMustMatchInNumber(labels: [String]) throws {
        var manifest = reference.manifest
        manifest.labels = labels
        let bytes = try reference.network(manifest: manifest)
        if labels.count == 3 {
            try open(bytes)
        } else {
            let error = #expect(throws: InferenceError.self) { try open(bytes) }
            #expect(error?.code == .wrongNetwork)
            #expect(error?.description.contains("2 labels") == true && error?.description.contains("3") == true)
        }
    }

    @Test func aSecondOutputIsRefused() throws {
        let bytes = try reference.network(manifest: reference.manifest, hasSecondOutput: true)
        #expect(throws: InferenceError.self) { try open(bytes) }
    }

    @Test func aNetworkWithoutManifestIsRefused() throws {
        let error = #expect(throws: ModelFileError.self) { try open(reference.network(manifest: nil)) }
        #expect(error?.code == .noManifest)
    }

    @Test(arguments: [(20, 24, "sides swapped"), (48, 40, "twice as large")])
    func anotherInputSizeIsUsedIfTheNetworkSupportsIt(
        width: Int, height: Int, reason: String
    ) async throws {
        // One convolution and an average over the whole map: it takes any size, which reshaping confirms.
        let classifier = try reference.classifier {
            $0.preprocessing.inputWidth = width
            $0.preprocessing.inputHeight = height
        }
        let scene = try #require(reference.pictures.first)
        let verdicts = try await classifier.verdicts(on: scene.faces, in: scene.picture)
        #expect(verdicts.allSatisfy { $0.probabilities.count == 3 }, "\(reason)")
    }

    @Test func aNonPictureInputIsRefused() throws {
        var graph = ONNXGraph(name: "rows")
        let input = graph.input("x", shape: [.batch, 4])
        let weights = try graph.initializer("w", shape: [3, 4], values: [Float](repeating: 1, count: 12))
        let bias = try graph.initializer("b", shape: [3], values: [0, 0, 0])
        graph.output(graph.dense(input, weights: weights, bias: bias, named: "y"), shape: [.batch, 3])
        let bytes = try graph.serialized(manifest: reference.manifest)
        let error = #expect(throws: InferenceError.self) { try open(bytes) }
        #expect(error?.description.contains("small.onnx") == true && error?.description.hasSuffix(".") == true)
    }

    @Test func otherFilesAreReported() throws {
        for bytes in [[], Array("text".utf8), [0x08], [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]] as [[UInt8]] {
            let error = #expect(throws: ModelFileError.self) { try open(bytes) }
            #expect(error?.description.hasSuffix(".") == true, "\(String(describing: error))")
        }
    }
}
