import FaceMaskFiles
import FaceMaskCore
import ArgumentParser
import FaceMaskDatasets
import FaceMask
import Foundation
import FaceMaskMedia

/// The folder of a crop set that is being made.
///
/// Everything is written to a hidden folder beside it, which takes its name at the end: there is never half a crop set
/// under that name.
final class CropSetFolder: Sendable {
    private let target: URL
    private let stagingFolder: URL
    private let writer = PictureWriter(jpegQuality: jpegQuality)

    /// Little is lost that training could see; 4:4:4 as all our JPEGs are.
    private static let jpegQuality = 95

    init(path: String) throws {
        let path = PathParts.withoutSlash(path)
        target = URL(filePath: path, directoryHint: .isDirectory).standardizedFileURL
        let manager = FileManager.default
        if manager.fileExists(atPath: path) {
            let names = try? manager.contentsOfDirectory(atPath: path)
            guard names?.isEmpty == true else {
                throw Failure(
                    .usage,
                    "'\(path)' is there already and not an empty folder; choose another --output, or remove "
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

    /// Writes the records and gives the folder its name.
    func finish(_ crops: [FaceCrop], summary: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var lines: [UInt8] = []
        for crop in crops {
            lines += try encoder.encode(crop)
            lines.append(UInt8(ascii: "\n"))
        }
        try AtomicFile.write(lines, to: stagingFolder.appending(path: CropSet.recordsName))
        try AtomicFile.write(Array(summary.utf8), to: stagingFolder.appending(path: "summary.txt"))
        for state in MaskState.allCases where !crops.contains(where: { $0.state == state }) {
            try remove(state.label)
        }
        // Takes the place of an empty folder, and of nothing else.
        guard unsafe rename(stagingFolder.path(percentEncoded: false), target.path(percentEncoded: false)) == 0 else {
            throw Failure(
                .inputOutput,
                "The crop set can't be given its name '\(target.path(percentEncoded: false))': "
                    + "\(systemReason(errno)).")
        }
    }

    /// Takes away what was written when `finish` did not come.
    func removeIfUnfinished() { try? FileManager.default.removeItem(at: stagingFolder) }
}
