public import FaceMaskCore
internal import Foundation
public import FaceMaskMonitoring

/// The cameras that `facemask watch -c cameras.yml` watches; docs/watching.md describes the file.
public struct WatchFile: Hashable, Sendable {
    /// One source and what is watched for in it.
    public struct Camera: Hashable, Sendable {
        /// What messages and records call it; no two cameras have the same.
        public var name: String
        /// What to open.
        public var address: SecretAddress
        /// Where people are counted.
        public var zones: [Zone]
        /// Across what people are counted.
        public var lines: [CountingLine]
        /// When somebody is told; their zones are among `zones`.
        public var alerts: [AlertRule]
        /// The path of the marked video, `{name}` replaced; no two cameras have the same. `nil` for none.
        public var output: String?
    }

    /// In the order of the file, at least one.
    public let cameras: [Camera]

    /// Larger files are refused: a thousand cameras with zones take less.
    private static let mostBytes = 1 << 20

    /// Reads the file at `path`.
    public init(contentsOf path: String) throws(WatchFileError) {
        let data: Data
        do { data = try Data(contentsOf: URL(filePath: path)) } catch {
            throw WatchFileError(.unreadable, path, "\(systemReason(of: error)); check the path")
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw WatchFileError(.damaged, path, "it is not UTF-8 text")
        }
        try self.init(yaml: text, file: path)
    }

    /// Reads a file's text; `file` is its path, for messages.
    public init(yaml: String, file: String) throws(WatchFileError) {
        guard yaml.utf8.count <= Self.mostBytes else {
            throw WatchFileError(.faulty, file, "it is larger than a list of cameras can be, 1 MiB")
        }
        cameras = try WatchFileReader(file: file).cameras(in: yaml)
    }
}
