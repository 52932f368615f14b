public import Foundation

/// Files that come with the package.
public enum PackageFiles {
    /// The package's folder.
    public static let root = URL(filePath: #filePath).appending(path: "../../..").standardized

    /// What scripts/setup installed there, such as `models/centerface.onnx`.
    public static func installed(_ path: String) -> URL { root.appending(path: ".deps").appending(path: path) }

    /// Decodes the fixture that a script of scripts/reference wrote for a test target.
    public static func fixture<Content: Decodable>(_ name: String, of target: String) throws -> Content {
        let url = root.appending(path: "Tests/\(target)/Fixtures/\(name)")
        return try JSONDecoder().decode(Content.self, from: Data(contentsOf: url))
    }
}

/// A fresh folder that goes away with this object.
public final class TemporaryFolder: Sendable {
    /// The folder.
    public let url: URL

    /// Makes the folder.
    public init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "facemask-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Writes a file and returns its place.
    public func file(_ name: String, _ bytes: some Sequence<UInt8>) throws -> URL {
        let place = url.appending(path: name)
        try Data(bytes).write(to: place)
        return place
    }

    /// The names in the folder, sorted.
    public var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: url.path(percentEncoded: false)).sorted() }
    }
}
