import FaceMaskCore
import Foundation
import FaceMaskInference
import FaceMaskMedia
import TestSupport
import Testing

@testable import FaceMaskClassification

struct ParityTests {
    private static let tolerance: Float = 1e-3

    @Test func verdictsAgreeWithPillowAndONNXRuntime() async throws {
        let reference = try SmallClassifier.load()
        let classifier = try reference.classifier()
        for scene in reference.pictures {
            let verdicts = try await classifier.verdicts(on: scene.faces, in: scene.picture)
            #expect(verdicts.count == scene.boxes.count)
            for (verdict, expected) in zip(verdicts, scene.probabilities) {
                let found = SmallClassifier.states.map { verdict.probabilities[$0] ?? .nan }
                #expect(largestDifference(found, expected) <= Self.tolerance, "\(found), not \(expected)")
            }
        }
    }

    private static let undecidedTolerance: Float = 2e-2

    /// What the scripts say of the classifier that ships.
    private struct Shipped: Decodable {
        struct Scene: Decodable {
            var picture: String
            var boxes: [[Float]]
            var probabilities: [[Float]]
            var plainPillowOnFirst: [Float]
        }

        var sha256: String
        var labels: [String]
        var pictures: [Scene]
    }

    /// How far rounding to 8-bit integers moves the probabilities of the samples' faces, which are sure ones.
    private static let int8Tolerance: Float = 1e-2

    @Test func theIntegerClassifierAgreesWithTheFloatingPointOne() async throws {
        let models = PackageFiles.root.appending(path: "Sources/FaceMask/Models")
        let (floats, integers) = (
            try MaskClassifier(contentsOf: models.appending(path: "mask-classifier.onnx"), engine: Engine()),
            try MaskClassifier(contentsOf: models.appending(path: "mask-classifier-int8.onnx"), engine: Engine())
        )
        var manifest = integers.manifest
        #expect(manifest.name == floats.manifest.name + "-int8")
        #expect(manifest.metrics.isEmpty, "they would be those of the other file")
        (manifest.name, manifest.architecture) = (floats.manifest.name, floats.manifest.architecture)
        manifest.metrics = floats.manifest.metrics
        #expect(manifest == floats.manifest, "run scripts/quantize.py: the model was replaced")
        let reference: Shipped = try PackageFiles.fixture("shipped.json", of: "ClassificationTests")
        for scene in reference.pictures {
            let picture = try PictureReader().read(PackageFiles.installed("samples/\(scene.picture)"))
            let box = scene.boxes[0]
            let face = Face(box: Box(x1: box[0], y1: box[1], x2: box[2], y2: box[3]), score: 1)
            let verdict = try #require(try await integers.verdicts(on: [face], in: picture).first)
            let found = integers.manifest.states.map { verdict.probabilities[$0] ?? .nan }
            let expected = scene.probabilities[0]
            #expect(
                largestDifference(found, expected) <= Self.int8Tolerance, "\(scene.picture): \(found), not \(expected)")
        }
    }

    @Test func theShippedClassifierAgreesWithONNXRuntime() async throws {
        let model = PackageFiles.root.appending(path: "Sources/FaceMask/Models/mask-classifier.onnx")
        let reference: Shipped = try PackageFiles.fixture("shipped.json", of: "ClassificationTests")
        let hash = try SHA256.hexadecimal(of: Data(contentsOf: model))
        try #require(hash == reference.sha256, "run scripts/reference/classifier_shipped.py: the model was replaced")
        let classifier = try MaskClassifier(contentsOf: model, engine: Engine())
        #expect(classifier.manifest.labels == reference.labels)
        for scene in reference.pictures {
            let picture = try PictureReader().read(PackageFiles.installed("samples/\(scene.picture)"))
            let faces = scene.boxes.map { Face(box: Box(x1: $0[0], y1: $0[1], x2: $0[2], y2: $0[3]), score: 1) }
            let verdicts = try await classifier.verdicts(on: faces, in: picture)
            // The first box is the face that the detector finds. The others are no faces: there the network is
            // undecided, and the few levels by which two JPEG decoders differ move its answer further.
            let expectations = scene.probabilities + [scene.plainPillowOnFirst]
            let tolerances = [Self.tolerance] + scene.boxes.dropFirst().map { _ in Self.undecidedTolerance }
            for (index, expected) in expectations.enumerated() {
                let place = index % scene.boxes.count
                let found = classifier.manifest.states.map { verdicts[place].probabilities[$0] ?? .nan }
                #expect(
                    largestDifference(found, expected) <= tolerances[place],
                    "\(scene.picture): \(found), not \(expected)")
            }
        }
    }
}

struct SoftmaxTests {
    /// exp(1) and exp(2) by hand.
    @Test(arguments: [
        ([1, 1] as [Float], 1, [0.5, 0.5] as [Float], "equal logits"),
        ([0, 1], 1, [0.26894143, 0.7310586], "one apart"),
        ([0, 2], 2, [0.26894143, 0.7310586], "two apart at twice the temperature"),
        ([5, 6, 7], 1, [0.09003057, 0.24472848, 0.66524094], "three"),
        ([-1000, 1000], 1, [0, 1], "far apart"),
        ([88_000, 88_000], 1, [0.5, 0.5], "their powers would overflow"),
        ([3], 1, [1], "one alone"),
    ])
    func dividesLogitsByTheTemperature(
        logits: [Float], temperature: Float, expected: [Float], reason: String
    ) {
        #expect(largestDifference(softmax(logits[...], temperature: temperature), expected) < 1e-6, "\(reason)")
    }

    @Test func aSliceIsReadFromItsStartIndex() {
        #expect(softmax([9, 9, 0, 1, 9][2..<4], temperature: 1) == softmax([0, 1], temperature: 1))
    }

    @Test func sumsToOneAndKeepsTheOrder() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<200 {
            let logits = (0..<3).map { _ in Float.random(in: -30...30, using: &generator) }
            let temperature = Float.random(in: 0.2...5, using: &generator)
            let probabilities = softmax(logits[...], temperature: temperature)
            #expect(abs(probabilities.reduce(0, +) - 1) < 1e-5)
            #expect(probabilities.allSatisfy { (0...1).contains($0) })
            let (byLogit, byProbability) = (logits.indices.max { logits[$0] < logits[$1] }, probabilities.max())
            #expect(byLogit.map { probabilities[$0] } == byProbability)
        }
    }

    @Test func aHigherTemperatureIsLessCertain() {
        let tops = [0.5, 1, 2, 8].map { (softmax([1, 2, 4], temperature: $0)).max() ?? 0 }
        #expect(tops == tops.sorted(by: >))
    }
}
