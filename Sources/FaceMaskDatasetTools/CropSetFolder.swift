internal import FaceMaskCore
internal import FaceMaskDatasets
internal import FaceMaskFiles
internal import FaceMaskFormats
internal import FaceMaskMedia
internal import Foundation

/// The folder of a crop set that is being created.
///
/// Everything is written to a hidden folder next to it, which is renamed at the end: an incomplete crop set never has
/// the final name.
final class CropSetFolder: Sendable {
    private let target: URL
    private let stagingFolder: URL
    private let writer = PictureWriter(jpegQuality: jpegQuality)

    /// The loss at this quality hardly affects training. Chroma is stored at full resolution, as in all our JPEG files.
    private static let jpegQuality = 95

    /// Creates the hidden folder with a folder for each state.
    ///
    /// - Throws: `Failure` if `path` is neither missing nor an empty folder, or isn't writable.
    init(path: String) throws {
        let path = PathParts.withoutSlash(path)
        target = URL(filePath: path, directoryHint: .isDirectory).standardizedFileURL
        let manager = FileManager.default
        if manager.fileExists(atPath: path) {
            let names = try? manager.contentsOfDirectory(atPath: path)
            guard names?.isEmpty == true else {
                throw Failure(
                    .usage,
                    "'\(path)' exists already and isn't an empty folder; choose another --output, or remove "
                        + "it first.")
            }
        }
        let parent = target.deletingLastPathComponent()
        try OutputFolder.make(parent.path(percentEncoded: false))
        stagingFolder = parent.appending(
            path: ".\(target.lastPathComponent)-\(getpid()).part", directoryHint: .isDirectory)
        for state in MaskState.allCases {
            try OutputFolder.make(stagingFolder.appending(path: state.label).path(percentEncoded: false))
        }
    }

    /// Writes a crop's picture and returns the SHA-256 of its file.
    func write(_ picture: Image, as file: String) throws -> String {
        let url = stagingFolder.appending(path: file)
        try writer.write(picture, to: url)
        return SHA256.hexadecimal(of: try Data(contentsOf: url))
    }

    func remove(_ file: String) throws { try FileManager.default.removeItem(at: stagingFolder.appending(path: file)) }

    func move(_ file: String, to other: String) throws {
        try FileManager.default.moveItem(
            at: stagingFolder.appending(path: file), to: stagingFolder.appending(path: other))
    }

    /// Writes the records and the summary, and renames the folder.
    func finish(_ crops: [FaceCrop], summary: String) throws {
        let lines = try crops.map { try $0.json() + "\n" }.joined()
        try AtomicFile.write(Array(lines.utf8), to: stagingFolder.appending(path: CropSet.recordsName))
        try AtomicFile.write(Array(summary.utf8), to: stagingFolder.appending(path: "summary.txt"))
        for state in MaskState.allCases where !crops.contains(where: { $0.state == state }) {
            try remove(state.label)
        }
        // Replaces an empty folder only.
        guard unsafe rename(stagingFolder.path(percentEncoded: false), target.path(percentEncoded: false)) == 0 else {
            throw Failure(
                .inputOutput,
                "The crop set can't be given its name '\(target.path(percentEncoded: false))': "
                    + "\(systemReason(errno)).")
        }
    }

    /// Removes the hidden folder unless `finish` renamed it.
    func removeIfUnfinished() { try? FileManager.default.removeItem(at: stagingFolder) }
}
