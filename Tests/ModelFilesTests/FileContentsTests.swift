import Foundation
import Testing

@testable import FaceMaskModelFiles

@Suite final class FileContentsTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "facemask-\(UUID().uuidString)")

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private func file(_ name: String, _ bytes: [UInt8]) throws -> URL {
        let url = folder.appending(path: name)
        try Data(bytes).write(to: url)
        return url
    }

    private func error(of url: URL, limit: Int = FileContents.byteLimit) throws -> ModelFileError {
        try #require(throws: ModelFileError.self) { try FileContents.bytes(of: url, limit: limit) }
    }

    @Test func readsFilesWithAwkwardNamesAndThroughLinks() throws {
        let original = try file("a b%20c\n🎭.onnx", [1, 2, 3])
        #expect(try FileContents.bytes(of: original) == [1, 2, 3])
        let link = folder.appending(path: "link")
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: original)
        #expect(try FileContents.bytes(of: link) == [1, 2, 3])
    }

    @Test func theLimitIsTheLargestSizeThatIsRead() throws {
        let url = try file("a", [1, 2, 3])
        #expect(try FileContents.bytes(of: url, limit: 3).count == 3)
        #expect(try error(of: url, limit: 2).code == .tooLarge)
    }

    @Test func reportsMissingFilesAndBrokenLinks() throws {
        #expect(try error(of: folder.appending(path: "none.onnx")).code == .noSuchFile)
        let link = folder.appending(path: "link")
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: folder.appending(path: "gone"))
        #expect(try error(of: link).code == .noSuchFile)
    }

    @Test func refusesIrregularFiles() throws {
        #expect(try error(of: folder).description.contains("it is a folder"))
        #expect(try error(of: URL(filePath: "/dev/zero")).description.contains("not a regular file"))
        let address = try #require(URL(string: "https://example.invalid/a.onnx"))
        #expect(try error(of: address).description.contains("it is an address"), "nothing is fetched")
    }

    @Test(.enabled(if: geteuid() != 0, "root may read everything")) func reportsDeniedPermission() throws {
        let url = try file("a", [1])
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: url.path(percentEncoded: false))
        #expect(try error(of: url).description.contains("permission is denied"))
    }

    @Test func modelsAndTensorsAreReadFromDisk() throws {
        let graph = try TinyNetwork.load().graph(storage: .float32)
        let model = try file("m.onnx", graph.serialized(manifest: awkwardManifest))
        #expect(try ModelFile.manifest(of: model) == awkwardManifest)
        let tensors = try file("t.safetensors", SafetensorsFile.serialized(tensors: [], metadata: ["epoch": "3"]))
        #expect(try SafetensorsFile(contentsOf: tensors).metadata == ["epoch": "3"])
        let error = try #require(throws: ModelFileError.self) { try ModelFile.manifest(of: tensors) }
        #expect("\(error)".contains("t.safetensors' can't be used as a model because it is a safetensors file"))
    }
}
