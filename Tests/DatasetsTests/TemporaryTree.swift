import FaceMaskCore
import Foundation

@testable import FaceMaskDatasets

/// A folder of files for one test, removed with its owner.
final class TemporaryTree: Sendable {
    let root: URL

    /// Writes each path with its own name as content, so that no two files are equal.
    init(_ paths: [String]) throws {
        root = FileManager.default.temporaryDirectory.appendingPathComponent("datasets-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        for path in paths { try write(path, Data(path.utf8)) }
    }

    deinit { try? FileManager.default.removeItem(at: root) }

    func write(_ path: String, _ data: Data) throws {
        let url = root.appendingPathComponent(path)
        if path.hasSuffix("/") {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        } else {
            let folder = url.deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try data.write(to: url)
        }
    }

    func link(_ path: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(
            atPath: root.appendingPathComponent(path).path, withDestinationPath: target)
    }

    func dataset() throws -> FolderDataset { try FolderDataset(scanning: root, fileExtensions: ["jpg", "png"]) }
}

/// "Decodes" files: one that contains `broken` fails, any other becomes a pattern that depends on its bytes.
struct FakePictures: PictureReading {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    var face: Box?

    func picture(at url: URL) throws -> (image: Image, face: Box?) {
        let bytes = try Data(contentsOf: url)
        if bytes.starts(with: Data("broken".utf8)) { throw Failure(description: "it is no picture") }
        return (pattern(seed: bytes.reduce(UInt64(bytes.count)) { $0 &* 31 &+ UInt64($1) }), face)
    }
}

/// A hash good enough to tell test files apart (FNV-1a's constants).
let fakeHash: ContentHash = { data in
    String(data.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }, radix: 16)
}

/// A smooth picture of a few random waves: different seeds look different, as photos do.
func pattern(seed: UInt64, width: Int = 64, height: Int = 64) -> Image {
    var generator = SeededGenerator(seed: seed)
    let waves = (0..<8).map { _ in
        (
            x: Float.random(in: -5...5, using: &generator), y: Float.random(in: -5...5, using: &generator),
            phase: Float.random(in: 0...6, using: &generator)
        )
    }
    var image = Image(width: width, height: height)
    for y in 0..<height {
        for x in 0..<width {
            let (u, v) = (Float(x) / Float(width), Float(y) / Float(height))
            let sum = waves.reduce(Float(0)) { $0 + sin(6.28 * ($1.x * u + $1.y * v) + $1.phase) }
            let level = UInt8(min(max(128 + sum * 24, 0), 255))
            image[x, y] = (level, level, level)
        }
    }
    return image
}
