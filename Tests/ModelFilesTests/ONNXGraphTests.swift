import FaceMaskCore
import Foundation
import SwiftProtobuf
import Testing

@testable import FaceMaskModelFiles

@Suite struct ONNXGraphTests {
    private func decoded(_ graph: ONNXGraph) throws -> ONNXModelProto {
        try ONNXModelProto(serializedBytes: graph.serialized(manifest: awkwardManifest))
    }

    @Test(arguments: FloatStorage.allCases) func writesWhatTheDecoderReads(storage: FloatStorage) throws {
        let network = try TinyNetwork.load()
        let model = try decoded(network.graph(storage: storage))
        #expect(model.irVersion == 8)
        #expect(model.producerName == "FaceMask")
        #expect(model.opsetImport.map(\.version) == [13])
        let operations = model.graph.node.map(\.opType).filter { $0 != "Cast" }
        #expect(
            operations == [
                "Conv", "Clip", "Conv", "Relu", "Add", "AveragePool", "GlobalAveragePool", "Add", "Flatten", "Gemm",
                "Softmax",
            ])
        for (name, tensor) in network.tensors {
            let stored = try #require(model.graph.initializer.first { $0.name == name })
            #expect(stored.dims == tensor.shape.map(Int64.init))
            #expect(stored.dataType == (storage == .float16 ? 10 : 1), "the format's numbers for its types")
            let kind = try #require(NumberKind(rawValue: storage.rawValue))
            #expect(kind.floats(in: [UInt8](stored.rawData), range: 0..<stored.rawData.count) == tensor.values)
        }
    }

    @Test func weightsInHalfPrecisionAreCastBeforeUse() throws {
        let model = try decoded(TinyNetwork.load().graph(storage: .float16))
        let casts = model.graph.node.filter { $0.opType == "Cast" }
        let halves = model.graph.initializer.filter { $0.dataType == 10 }.map(\.name)
        #expect(casts.flatMap(\.input) == halves)
        #expect(casts.allSatisfy { $0.attribute.map(\.i) == [1] && $0.attribute.map(\.type) == [.int] })
        let used = Set(model.graph.node.filter { $0.opType != "Cast" }.flatMap(\.input))
        #expect(used.isDisjoint(with: halves), "nothing computes with fp16")
        #expect(used.isSuperset(of: casts.flatMap(\.output)))
    }

    @Test func everyInputIsDefinedBeforeItsUse() throws {
        let graph = try decoded(TinyNetwork.load().graph(storage: .float16)).graph
        var defined = Set(graph.initializer.map(\.name) + graph.input.map(\.name))
        for node in graph.node {
            #expect(defined.isSuperset(of: node.input), "\(node.name)")
            #expect(defined.isDisjoint(with: node.output), "\(node.name)")
            defined.formUnion(node.output)
        }
        #expect(defined.isSuperset(of: graph.output.map(\.name)))
    }

    @Test func attributesKeepTheirOrder() throws {
        let stem = try #require(
            try decoded(TinyNetwork.load().graph(storage: .float32)).graph.node.first { $0.name == "stem" })
        let integers = Dictionary(uniqueKeysWithValues: stem.attribute.map { ($0.name, $0.ints) })
        #expect(integers["kernel_shape"] == [3, 3])
        #expect(integers["strides"] == [2, 2])
        #expect(integers["pads"] == [0, 0, 1, 1], "top, left, bottom, right")
    }

    @Test func inputAndOutputsHaveTheirShapes() throws {
        let graph = try decoded(TinyNetwork.load().graph(storage: .float32)).graph
        let sides = try #require(graph.input.first).type.tensorType.shape.dim
        #expect(sides.map(\.dimParam) == ["batch", "", "", ""])
        #expect(sides.map(\.dimValue) == [0, 2, 6, 6])
        #expect(graph.output.map(\.name) == ["logits", "probabilities"])
    }

    @Test func boundsOfSeveralClipsAreShared() throws {
        var graph = ONNXGraph(name: "clips")
        let input = graph.input("input", shape: [.batch, 1])
        graph.output(graph.relu6(graph.relu6(input)), shape: [.batch, 1])
        let written = try decoded(graph).graph
        #expect(written.initializer.map(\.floatData) == [[0], [6]])
        #expect(
            written.node.map(\.input) == [
                ["input", "constant_0.0", "constant_6.0"], ["Clip_0", "constant_0.0", "constant_6.0"],
            ])
    }

    @Test func equalNetworksGiveEqualBytes() throws {
        let network = try TinyNetwork.load()
        let first = try network.graph(storage: .float16).serialized(manifest: awkwardManifest)
        #expect(try network.graph(storage: .float16).serialized(manifest: awkwardManifest) == first)
    }

    @Test(arguments: [
        (Float.nan, FloatStorage.float32, "not a number comes from diverged training"),
        (.infinity, .float16, "so does infinity"),
        (65_520, .float16, "rounds to infinity in fp16"),
    ])
    func refusesWeightsThatCannotWork(value: Float, storage: FloatStorage, reason: String) throws {
        var graph = ONNXGraph(name: "bad")
        #expect {
            _ = try graph.initializer("head.weight", shape: [2], values: [0, value], storage: storage)
        } throws: { error in
            let error = try #require(error as? ModelFileError)
            return error.code == .unwritable && error.subject == "head.weight"
        }
    }

    @Test func refusesToWriteAnInvalidManifest() throws {
        var manifest = awkwardManifest
        manifest.temperature = 0
        let graph = try TinyNetwork.load().graph(storage: .float32)
        #expect(throws: ModelFileError(.unwritable, "42", "its manifest has the temperature 0.0")) {
            try graph.serialized(manifest: manifest)
        }
    }
}
