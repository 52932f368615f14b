import Foundation
import FaceMaskInference
import TestSupport
import Testing

struct RefusalTests {
    /// Files that are no networks, by name.
    private static func impostors() throws -> [(name: String, bytes: [UInt8])] {
        let network = try SmallNetworks.convolving()
        let tflite = [UInt8](
            try Data(contentsOf: PackageFiles.root.appending(path: "Tests/InferenceTests/Fixtures/double.tflite")))
        let noise = Pattern.numbers(4000, seed: 5, scale: 127).map { UInt8(truncatingIfNeeded: Int($0)) }
        return [
            ("empty", []),
            ("one-byte", [0x08]),
            ("text", Array("This is no network.\n".utf8)),
            ("json", Array("{\"labels\": []}".utf8)),
            ("picture", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + noise),
            ("noise", noise),
            ("noise-like-onnx", [0x08] + noise),
            ("zeros", [UInt8](repeating: 0, count: 5000)),
            ("onnx-cut-in-half", Array(network.prefix(network.count / 2))),
            ("onnx-cut-at-the-start", Array(network.prefix(20))),
            ("onnx-without-its-last-byte", Array(network.dropLast())),
            ("tflite-cut-in-half", Array(tflite.prefix(tflite.count / 2))),
            ("tflite-header-only", Array(tflite.prefix(8))),
            ("openvino-xml", Array("<?xml version=\"1.0\"?><net name=\"x\" version=\"11\"></net>".utf8)),
        ]
    }

    @Test func otherFilesAreReported() throws {
        let (engine, folder) = (try Engine(), try TemporaryFolder())
        for (name, bytes) in try Self.impostors() {
            let file = try folder.file(name + ".onnx", bytes)
            let error = #expect(throws: InferenceError.self, "\(name)") { _ = try engine.network(at: file).compiled() }
            #expect(error?.code == .unreadableNetwork, "\(name): \(String(describing: error))")
            let words = error?.description ?? ""
            #expect(words.hasPrefix("'\(file.path(percentEncoded: false))' can't be read as"), "\(words)")
            #expect(words.hasSuffix(".") && !words.hasSuffix("..") && !words.contains("\n"), "\(words)")
            #expect(words.count < 400, "\(words)")
        }
    }

    /// In a separate process, since concurrent tests write to stderr, too.
    @Test func refusingWritesNothingToStderr() async throws {
        let result = try await #require(
            processExitsWith: .success, observing: [\.standardErrorContent, \.standardOutputContent]
        ) {
            let (engine, folder) = (try Engine(), try TemporaryFolder())
            for (name, bytes) in try RefusalTests.impostors() {
                let file = try folder.file(name, bytes)
                #expect(throws: InferenceError.self) { _ = try engine.network(at: file).compiled() }
            }
        }
        let said = String(decoding: result.standardErrorContent + result.standardOutputContent, as: UTF8.self)
        #expect(said.isEmpty, "\(said)")
    }

    @Test func nonFilesAreReported() throws {
        let (engine, folder) = (try Engine(), try TemporaryFolder())
        let missing = folder.url.appending(path: "missing.onnx")
        let error = #expect(throws: InferenceError.self) { _ = try engine.network(at: missing) }
        #expect(
            error?.description
                == "'\(missing.path(percentEncoded: false))' can't be read as an ONNX or TFLite network: "
                + "there is no such file.")
        let folderError = #expect(throws: InferenceError.self) { _ = try engine.network(at: folder.url) }
        #expect(folderError?.code == .unreadableNetwork)
    }

    @Test func networksInMemoryAreCheckedToo() throws {
        let engine = try Engine()
        for (name, bytes) in try Self.impostors() where !name.hasPrefix("tflite") && !name.hasPrefix("openvino") {
            let error = #expect(throws: InferenceError.self, "\(name)") {
                _ = try engine.network(onnx: bytes, named: name).compiled()
            }
            #expect(error?.description.hasPrefix("'\(name)' can't be read") == true, "\(String(describing: error))")
        }
    }
}
