internal import FaceMaskCore
package import Foundation

/// A folder of face crops with a file of records, `crops.jsonl`. `facemask dataset prepare` writes it; training,
/// evaluation and inspection read it.
package struct CropSet: Sendable {
    /// The name of the file of records, which has one JSON object per line.
    package static let recordsName = "crops.jsonl"

    /// The folder.
    package let root: URL
    /// The records, in the order of the file.
    package let crops: [FaceCrop]

    /// Reads the records, but not the pictures. Throws `DatasetError` if they can't be read.
    package init(contentsOf root: URL) throws {
        let file = root.appending(path: Self.recordsName)
        let text: String
        do {
            text = try String(contentsOf: file, encoding: .utf8)
        } catch {
            throw DatasetError(
                .noCropSet, subject: root.path,
                reason: "its file \(Self.recordsName) can't be read: \(systemReason(of: error))")
        }
        let decoder = JSONDecoder()
        var crops: [FaceCrop] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.isEmpty { continue }
            do {
                crops.append(try decoder.decode(FaceCrop.self, from: Data(line.utf8)))
            } catch {
                throw DatasetError(
                    .noCropSet, subject: root.path,
                    reason: "line \(index + 1) of its \(Self.recordsName) is not a record of a crop")
            }
        }
        guard !crops.isEmpty else {
            throw DatasetError(.noCropSet, subject: root.path, reason: "its \(Self.recordsName) names no crops")
        }
        if let stray = crops.first(where: { !Self.staysBelow($0.file) }) {
            throw DatasetError(
                .noCropSet, subject: root.path, reason: "its record '\(stray.file)' leads outside the folder")
        }
        self.root = root
        self.crops = crops
    }

    /// Returns the file of a crop's picture.
    package func url(of crop: FaceCrop) -> URL { root.appending(path: crop.file) }

    /// Whether a folder has a file of records.
    package static func exists(at root: URL) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: recordsName).path(percentEncoded: false))
    }

    private static func staysBelow(_ path: String) -> Bool {
        !path.isEmpty && !path.hasPrefix("/") && !path.split(separator: "/").contains("..")
    }
}
