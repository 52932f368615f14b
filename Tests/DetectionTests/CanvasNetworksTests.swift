import Foundation
import FaceMaskInference
import TestSupport
import Testing

@testable import FaceMaskDetection

struct CanvasNetworksTests {
    private static let canvas = WorkingSize.Canvas(width: 64, height: 32)

    @Test func concurrentRequestsShareANetwork() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("sketch.onnx", SketchDetector.network())
        let networks = CanvasNetworks(url: file, engine: try Engine(), compile: CompileOptions())
        let found = try await withThrowingTaskGroup { group in
            for number in 0..<12 {
                let canvas = number < 9 ? Self.canvas : WorkingSize.Canvas(width: 32, height: 32)
                group.addTask { ObjectIdentifier(try await networks.network(for: canvas)) }
            }
            return try await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
        #expect(found.values.sorted() == [3, 9])
        #expect(found.keys.contains(ObjectIdentifier(try await networks.network(for: Self.canvas))))
    }

    @Test func afterAFailureTheNextCallTriesAgain() async throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "sketch.onnx")
        let networks = CanvasNetworks(url: file, engine: try Engine(), compile: CompileOptions())
        await #expect(throws: InferenceError.self) {
            try await withThrowingTaskGroup { group in
                for _ in 0..<4 { group.addTask { _ = try await networks.network(for: Self.canvas) } }
                try await group.waitForAll()
            }
        }
        _ = try folder.file("sketch.onnx", SketchDetector.network())
        let network = try await networks.network(for: Self.canvas)
        #expect(network.inputs.map(\.shape) == [[1, 3, 32, 64]])
    }
}
