import FaceMaskCore
import Foundation
import FaceMaskMedia
import Testing

/// A temporary folder that is removed with this object.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "media-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> URL { url.appending(path: name) }

    func file(_ name: String, _ bytes: [UInt8]) throws -> URL {
        try Data(bytes).write(to: path(name))
        return path(name)
    }

    var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() }
    }
}

/// The pictures next to make_fixtures.py, and Pillow's results for them.
enum Fixture {
    struct Expectation: Decodable {
        let width: Int
        let height: Int
        let tolerance: Int
        /// x, y, red, green, blue.
        let points: [[Int]]
    }

    static func url(_ name: String) throws -> URL {
        try #require(Bundle.module.resourceURL).appending(path: "Fixtures").appending(path: name)
    }

    static func bytes(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: url(name))) }

    static let expectations: [String: Expectation] = {
        guard let url = try? url("expected.json"), let data = try? Data(contentsOf: url) else { return [:] }
        return (try? JSONDecoder().decode([String: Expectation].self, from: data)) ?? [:]
    }()
}

/// The code of the error that `body` throws; nil when it throws none.
func code(of body: () throws -> Void) throws -> MediaError.Code? {
    do {
        try body()
        return nil
    } catch let error as MediaError {
        return error.code
    }
}

func gradient(width: Int, height: Int) -> Image {
    var image = Image(width: width, height: height)
    for y in 0..<height {
        for x in 0..<width {
            image[x, y] = (
                UInt8(x * 255 / max(width - 1, 1)), UInt8(y * 255 / max(height - 1, 1)),
                UInt8((x + y) * 255 / max(width + height - 2, 1))
            )
        }
    }
    return image
}

func largestDifference(_ first: Image, _ second: Image) -> Int {
    zip(first.pixels, second.pixels).map { abs(Int($0) - Int($1)) }.max() ?? 0
}

func bigEndian(_ value: Int, bytes: Int = 4) -> [UInt8] {
    (0..<bytes).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}

extension [UInt8] {
    /// The bytes with those from `position` on replaced by `new`.
    func patched(at position: Int, _ new: [UInt8]) -> [UInt8] {
        var result = self
        result.replaceSubrange(position..<(position + new.count), with: new)
        return result
    }

    func firstPosition(of ascii: String) throws -> Int { try #require(firstRange(of: Array(ascii.utf8))).lowerBound }
}
