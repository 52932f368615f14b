import FaceMaskModelFiles
import Foundation

/// A folder of good and malicious files for one attempt, which is removed with this object.
final class Playground: Sendable {
    let root: URL

    static let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
    private static let fixtures = package.appending(path: "Tests/MediaTests/Fixtures")
    /// A public-domain portrait of one face, 512 × 512 pixels, which scripts/setup installs.
    static let portrait = package.appending(path: ".deps/samples/astronaut.png")
    static let classifier = Command.folder.appending(path: "FaceMask_FaceMask.resources/Models/mask-classifier.onnx")

    init() throws {
        root = FileManager.default.temporaryDirectory.appending(path: "facemask-attempt-\(UUID().uuidString)")
        try makePictures()
        try makeFolders()
        try makeModels()
    }

    deinit { try? FileManager.default.removeItem(at: root) }

    func path(_ name: String) -> URL { root.appending(path: name) }

    func write(_ bytes: [UInt8], as name: String) throws {
        let file = path(name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
    }

    func copy(_ source: URL, as name: String) throws { try write(Array(Data(contentsOf: source)), as: name) }
    private func fixture(_ source: String, as name: String) throws {
        try copy(Self.fixtures.appending(path: source), as: name)
    }

    private func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: path(name).path, withDestinationPath: target)
    }

    /// The sorted paths below the folder that aren't in `before`.
    func newFiles(since before: Set<String>) -> [String] { files().subtracting(before).sorted() }

    func files() -> Set<String> {
        Set((FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String }) ?? [])
    }

    private func makePictures() throws {
        try fixture("plain.jpg", as: "photo.jpg")
        try fixture("1x1.png", as: "one.png")
        try fixture("cmyk.jpg", as: "cmyk.jpg")
        try fixture("animated.webp", as: "animated.webp")
        try write([], as: "empty.jpg")
        try write(Array("hello\n".utf8), as: "text.jpg")
        let photo = try Data(contentsOf: path("photo.jpg"))
        try write(Array(photo.prefix(photo.count / 2)), as: "truncated.jpg")
        try write(hugePicture(), as: "huge.png")
        try write(Array("\0\0\0\u{20}ftypisom\0\0\u{2}\0isomiso2avc1mp41".utf8), as: "video.mp4")
        try copy(path("one.png"), as: "new\nline 😷.png")
        try copy(path("one.png"), as: "a,\"b.png")
        try copy(path("one.png"), as: "-dash.png")
        try link("dangling.jpg", to: "nowhere.jpg")
        mkfifo(path("pipe.jpg").path, 0o600)
    }

    private func makeFolders() throws {
        try write(Array("a".utf8), as: "documents/readme.txt")
        try FileManager.default.createDirectory(at: path("nothing"), withIntermediateDirectories: true)
        try copy(path("one.png"), as: "album/b.png")
        try copy(path("one.png"), as: "album/inner/a.png")
        try copy(path("one.png"), as: "album/.hidden.png")
        try copy(path("one.png"), as: "album/old.masked.png")
        try copy(path("one.png"), as: "album/folder.jpg/c.png")
        try link("album-link", to: "album")
        try link("album/inner/circle", to: "..")
        try fixture("plain.jpg", as: "same/photo.jpg")
        try fixture("lossy.webp", as: "same/photo.webp")
        try copy(path("one.png"), as: "same/photo.png")
        try copy(path("one.png"), as: "other/photo.jpg")
    }

    private func makeModels() throws {
        try write(Array("\u{1C}\0\0\0TFL3".utf8) + [UInt8](repeating: 0, count: 32), as: "model.tflite")
        try write([2, 0, 0, 0, 0, 0, 0, 0] + Array("{}".utf8), as: "model.safetensors")
        try write(Self.foreignNetwork.get(), as: "foreign.onnx")
        let classifier = try FileHandle(forReadingFrom: Self.classifier)
        try write(Array(try classifier.read(upToCount: 100_000) ?? Data()), as: "truncated.onnx")
    }

    /// A small ONNX network without FaceMask's manifest, created once.
    private static let foreignNetwork = Result {
        var graph = ONNXGraph(name: "foreign")
        let input = graph.input("input", shape: [1, 3, 32, 32])
        graph.output(graph.flatten(graph.globalAveragePool(input)), shape: [1, 3])
        return try graph.serialized(manifest: nil)
    }

    /// The 1 × 1 picture whose header states 20,000 × 20,000.
    private func hugePicture() throws -> [UInt8] {
        var bytes = Array(try Data(contentsOf: path("one.png")))
        // Width and height are at byte 16, big-endian (PNG specification, IHDR).
        bytes.replaceSubrange(16..<24, with: [0, 0, 0x4E, 0x20, 0, 0, 0x4E, 0x20])
        return bytes
    }
}
