import FaceMaskModelFiles
import Testing

struct ONNXWeightsTests {
    private func file(_ values: [Float] = [1, -2, 0.5, 4, 5, 6], storage: FloatStorage = .float32) throws -> [UInt8] {
        var graph = ONNXGraph(name: "small")
        let input = graph.input("image", shape: [.batch, 1, 4, 4])
        let weights = try graph.initializer("w", shape: [1, 1, 2, 3], values: values, storage: storage)
        let result = graph.convolution(
            input, weights: weights, bias: nil, .init(strides: [2, 2], pads: [0, 0, 1, 1]), named: "layer")
        graph.output(result, shape: [.batch, 1, 2, 1])
        return try graph.serialized(manifest: nil)
    }

    @Test(arguments: FloatStorage.allCases)
    func weightsAreReadBackUnchanged(storage: FloatStorage) throws {
        let weights = try ONNXWeights(bytes: file(storage: storage), name: "small.onnx")
        #expect(weights.shape(of: "w") == [1, 1, 2, 3])
        #expect(try weights.floats("w") == [1, -2, 0.5, 4, 5, 6])
        #expect(weights.integers("pads", ofNode: "layer") == [0, 0, 1, 1])
        #expect(weights.integers("pads", ofNode: "none") == nil && weights.shape(of: "none") == nil)
    }

    @Test func missingAndDamagedTensorsAreReported() throws {
        let sound = try file()
        let error = #expect(throws: ModelFileError.self) {
            try ONNXWeights(bytes: sound, name: "small.onnx").floats("none")
        }
        #expect(error?.code == .noSuchTensor)
        for length in stride(from: 0, to: sound.count, by: 7) {
            // Every cut is either refused or leaves tensors that are whole.
            guard let weights = try? ONNXWeights(bytes: Array(sound.prefix(length)), name: "cut.onnx") else { continue }
            if weights.shape(of: "w") != nil, let values = try? weights.floats("w") { #expect(values.count == 6) }
        }
    }
}
