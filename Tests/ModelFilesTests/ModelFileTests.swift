import FaceMaskCore
import Foundation
import SwiftProtobuf
import Testing

@testable import FaceMaskModelFiles

@Suite struct ModelFileTests {
    private let sound: [UInt8]

    init() throws {
        sound = try TinyNetwork.load().graph(storage: .float16).serialized(manifest: awkwardManifest)
    }

    private func code(of bytes: [UInt8]) -> ModelFileError.Code? {
        do {
            _ = try ModelFile(bytes: bytes, name: "a.onnx")
            return nil
        } catch {
            return error.code
        }
    }

    @Test func readsWhatTheWriterWrote() throws {
        let file = try ModelFile(bytes: sound, name: "a.onnx")
        #expect(file.manifest == awkwardManifest)
        #expect(file.bytes == sound)
    }

    static let strangers: [(bytes: [UInt8], words: String)] = [
        ([], "empty"),
        (Array("Dear model,\nwith umläuts\n".utf8), "a text file"),
        (Array("{\"labels\": []}".utf8), "a text file"),
        ([0xFF, 0xD8, 0xFF, 0xE0, 0, 16] + Array("JFIF".utf8), "a JPEG picture"),
        ([0x89] + Array("PNG\r\n\u{1A}\n".utf8), "a PNG picture"),
        (Array("GIF89a".utf8), "a GIF picture"),
        (Array("RIFF\0\0\0\0WEBPVP8 ".utf8), "a WebP picture"),
        ([0x1C, 0, 0, 0] + Array("TFL3".utf8) + [0, 0], "a TensorFlow Lite network"),
        ([2, 0, 0, 0, 0, 0, 0, 0] + Array("{}".utf8), "a safetensors file"),
        (Array("PK\u{3}\u{4}".utf8), "a zip archive"),
        ([0x89] + Array("HDF\r\n\u{1A}\n".utf8), "an HDF5 file"),
        ([0x80, 0x02, 0x8A, 0x0A], "a Python pickle"),
        ([UInt8](repeating: 0, count: 1000), "of an unknown kind"),
        ([0xFE, 0x01], "of an unknown kind"),
    ]

    @Test(arguments: strangers) func otherKindsAreNamed(bytes: [UInt8], words: String) throws {
        let error = try #require(throws: ModelFileError.self) { try ModelFile(bytes: bytes, name: "a.onnx") }
        #expect(error.code == .wrongKind)
        #expect("\(error)".contains("because it is \(words)"), "\(error)")
        #expect("\(error)".hasSuffix(" instead of an ONNX network."))
    }

    @Test func aNetworkWithoutManifestIsRecognized() throws {
        var model = try ONNXModelProto(serializedBytes: sound)
        model.metadataProps = []
        #expect(code(of: try model.serializedBytes()) == .noManifest)
        model.clearGraph()
        #expect(code(of: try model.serializedBytes()) == .damaged, "its beginning is ONNX, but there's no network")
    }

    @Test(arguments: 1..<10) func aTruncatedFileIsDamaged(tenth: Int) throws {
        let error = try #require(throws: ModelFileError.self) {
            try ModelFile(bytes: Array(sound.prefix(sound.count * tenth / 10)), name: "a.onnx")
        }
        #expect([.damaged, .noManifest, .faultyManifest].contains(error.code), "\(error)")
    }

    @Test func flippedBitsNeverCrash() {
        var generator = SplitMix64(state: 1)
        for _ in 0..<2_000 {
            let bytes = sound.withFlippedBits(using: &generator)
            guard let file = try? ModelFile(bytes: bytes, name: "a.onnx") else { continue }
            #expect(file.manifest.fault == nil)
        }
    }

    /// Each sentence states what failed, on what, why, and what to do.
    @Test(
        arguments: [
            (
                .noSuchFile, "there is no such file",
                "The model file 'm' can't be read because there is no such file; check the path."
            ),
            (
                .unreadable, "it is a folder; name the file inside",
                "The model file 'm' can't be read because it is a folder; name the file inside."
            ),
            (
                .damaged, "it is truncated or was changed",
                "The model file 'm' is damaged: it is truncated or was changed; copy it again from its source."
            ),
            (
                .noManifest, "",
                "'m' is an ONNX network but carries no FaceMask manifest, so its labels and input are unknown; give a model that 'facemask train' wrote."
            ),
            (
                .faultyManifest, "has the temperature 0.0",
                "The model 'm' can't be used because its manifest has the temperature 0.0; recreate it with 'facemask train'."
            ),
            (
                .unsupportedManifest, "has format 2, but this version reads 1",
                "The model 'm' can't be used because its manifest has format 2, but this version reads 1; use the version of FaceMask that wrote it, or train it again."
            ),
        ] as [(ModelFileError.Code, String, String)])
    func errorsAreReported(code: ModelFileError.Code, reason: String, sentence: String) {
        #expect(ModelFileError(code, "m", reason).description == sentence)
    }
}
