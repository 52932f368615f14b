import Foundation
import FaceMaskInference
import TestSupport
import Testing

struct ReadingTests {
    private let engine: Engine

    init() throws { engine = try Engine() }

    @Test func engineNamesItsVersionAndProcessor() {
        #expect(Engine.version.first?.isNumber == true)
        #expect(!engine.processor.isEmpty && engine.processor != "unknown")
    }

    @Test func anONNXFileIsReadWhateverItsName() async throws {
        let folder = try TemporaryFolder()
        let network = try engine.network(at: folder.file("model.txt", SmallNetworks.doubling()))
        #expect(try await network.compiled().answer([[1, 2, 3, 4]]) == [3, 5, 7, 9])
    }

    @Test func aPathMayHoldAnyCharacters() async throws {
        let folder = try TemporaryFolder()
        let network = try engine.network(at: folder.file("großes 100 % 🎭\n.onnx", SmallNetworks.doubling()))
        #expect(try await network.compiled().answer([[0, 0, 0, 1]]) == [1, 1, 1, 3])
    }

    @Test func aTFLiteFileIsRead() async throws {
        let file = PackageFiles.root.appending(path: "Tests/InferenceTests/Fixtures/double.tflite")
        let network = try engine.network(at: file)
        #expect(try network.inputs.map(\.shape) == [[1, 4]])
        #expect(try await network.compiled().answer([[1, -2, 0, 0.5]]) == [3, -3, 1, 2])
    }

    @Test func portsAreDescribed() throws {
        let network = try engine.network(onnx: SmallNetworks.convolving(), named: "convolving")
        let (inputs, outputs) = (try network.inputs, try network.outputs)
        #expect(inputs.map(\.name) == ["picture"])
        #expect(inputs.map(\.shape) == [[nil, 3, nil, nil]])
        #expect(outputs.map(\.name) == ["map", "average"])
        #expect(outputs.map(\.shape) == [[nil, 8, nil, nil], [nil, 8, 1, 1]])
        #expect((inputs + outputs).allSatisfy { $0.elementType == .float32 })
    }

    @Test func reshapingFixesTheOutputsToo() async throws {
        let network = try engine.network(onnx: SmallNetworks.convolving(), named: "convolving")
        try network.reshape(to: [2, 3, 5, nil])
        #expect(try network.outputs.map(\.shape) == [[2, 8, 5, nil], [2, 8, 1, 1]])
        let compiled = try network.compiled()
        #expect(compiled.inputs.map(\.shape) == [[2, 3, 5, nil]])
        let counts = try await compiled.run(
            shape: [2, 3, 5, 7], fill: { input in for index in input.indices { input[index] = 1 } },
            read: { [try $0.values(0).count, try $0.values(1).count] })
        #expect(counts == [2 * 8 * 5 * 7, 2 * 8])
    }

    @Test(arguments: [
        ([1, 4, 8, 8] as [Int?], "another number of channels"),
        ([1, 3], "too few dimensions"),
        ([1, 3, 8, 8, 8], "too many dimensions"),
        ([], "no dimensions"),
    ])
    func impossibleShapesAreRefused(shape: [Int?], reason: String) throws {
        let network = try engine.network(onnx: SmallNetworks.convolving(), named: "convolving")
        let error = try refusal { try network.reshape(to: shape) }
        #expect(error.code == .impossibleShape, "\(reason): \(error)")
        #expect(error.description.hasPrefix("The network 'convolving' can't take the shape asked of it: "))
        // The refusal leaves the network as it was.
        try network.reshape(to: [1, 3, 8, 8])
        #expect(try network.outputs[0].shape == [1, 8, 8, 8])
    }

    /// A network is not copyable, so that #expect(throws:) can't take it along.
    private func refusal(_ body: () throws -> Void) throws -> InferenceError {
        do {
            try body()
        } catch let error as InferenceError {
            return error
        }
        throw NothingThrown()
    }

    private struct NothingThrown: Error {}
}
