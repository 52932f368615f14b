package import FaceMaskCore
internal import Foundation
package import FaceMaskMonitoring

/// The cameras that `facemask watch -c cameras.yml` watches; docs/watching.md describes the file.
package struct WatchFile: Hashable, Sendable {
    /// One source with its zones, lines and alerts.
    package struct Camera: Hashable, Sendable {
        /// The camera's name in messages and records, unique in the file.
        package var name: String
        /// The address of the source.
        package var address: SecretAddress
        /// The zones in which people are counted.
        package var zones: [Zone]
        /// The lines across which people are counted.
        package var lines: [CountingLine]
        /// The alert rules; their zones are among `zones`.
        package var alerts: [AlertRule]
        /// The path of the annotated video, with `{name}` replaced, unique in the file; `nil` for none.
        package var output: String?
    }

    /// The cameras in the order of the file, at least one.
    package let cameras: [Camera]

    /// The largest file that is read: a thousand cameras with zones need less.
    private static let maximumBytes = 1 << 20

    /// Reads the file at `path`.
    ///
    /// - Throws: `WatchFileError`.
    package init(contentsOf path: String) throws(WatchFileError) {
        let data: Data
        do { data = try Data(contentsOf: URL(filePath: path)) } catch {
            throw WatchFileError(.unreadable, path, "\(systemReason(of: error)); check the path")
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw WatchFileError(.damaged, path, "it is not UTF-8 text")
        }
        try self.init(yaml: text, file: path)
    }

    /// Reads the text of a file; `file` is its path, for messages.
    ///
    /// - Throws: `WatchFileError`.
    package init(yaml: String, file: String) throws(WatchFileError) {
        guard yaml.utf8.count <= Self.maximumBytes else {
            throw WatchFileError(.faulty, file, "it is larger than a list of cameras can be, 1 MiB")
        }
        cameras = try WatchFileReader(file: file).cameras(in: yaml)
    }
}
