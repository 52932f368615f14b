public import Foundation

/// Files that come with the package.
public enum PackageFiles {
    /// The package's root folder.
    public static let root = URL(filePath: #filePath).appending(path: "../../..").standardized

    /// What scripts/setup installed there, such as `samples/astronaut.png`.
    public static func installed(_ path: String) -> URL { root.appending(path: ".deps").appending(path: path) }

    /// CenterFace, a face detector from elsewhere. `scripts/setup centerface` installs it where it can be fetched.
    public static let centerFace = installed("models/centerface.onnx")
    /// Whether CenterFace is installed.
    public static var hasCenterFace: Bool { FileManager.default.fileExists(atPath: centerFace.path) }
    /// Why tests that need CenterFace are skipped without it.
    public static let withoutCenterFace = "CenterFace isn't installed; 'scripts/setup centerface' fetches it"

    /// A file of the models that ship with FaceMask, such as `mask-classifier.onnx`.
    public static func shippedModel(_ name: String) -> URL { root.appending(path: "Sources/FaceMask/Models/\(name)") }

    /// Decodes the fixture that a script of scripts/reference wrote for a test target.
    public static func fixture<Content: Decodable>(_ name: String, of target: String) throws -> Content {
        let url = root.appending(path: "Tests/\(target)/Fixtures/\(name)")
        return try JSONDecoder().decode(Content.self, from: Data(contentsOf: url))
    }
}

/// A new folder that is removed with this object.
public final class TemporaryFolder: Sendable {
    /// The folder.
    public let url: URL

    /// Creates the folder.
    public init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "facemask-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Writes a file and returns its location.
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
