import FaceMaskFiles
import FaceMaskCore
import ArgumentParser
import FaceMaskDatasets
import FaceMask
import Foundation
import FaceMaskMedia

/// The folder that `synthesize` fills: pictures first, each with its line in records.jsonl after it, annotations at the
/// end. What a killed run left is whole up to the last record.
final class SynthesisFolder: Sendable {
    let path: String
    /// What an earlier run left, in its order: sound records whose pictures are there and whole.
    let earlier: [SynthesisRecord]
    private let layout: SynthesisLayout
    /// Whether there was nothing in it, and whether it was there at all.
    private let isFresh: Bool
    private let isOurs: Bool

    static let recordsName = "records.jsonl"
    static let annotationsName = "annotations.json"
    private static let settingsName = "settings.json"
    private static let explainedName = "explained"

    init(path: String, settings: SynthesisSettings, isResumed: Bool) throws {
        self.path = PathParts.withoutSlash(path)
        layout = settings.layout
        isOurs = try OutputFolder.make(self.path)
        let wanted = try Self.encoded(settings)
        isFresh = try FileManager.default.contentsOfDirectory(atPath: self.path).isEmpty
        guard !isFresh else {
            earlier = []
            try AtomicFile.write(wanted, to: URL(filePath: "\(self.path)/\(Self.settingsName)"))
            return
        }
        guard isResumed else {
            throw Failure(
                .usage,
                "'\(self.path)' is not empty; give --resume to go on with what an earlier run left there, or "
                    + "another --output.")
        }
        let found = try? Data(contentsOf: URL(filePath: "\(self.path)/\(Self.settingsName)"))
        guard let found, Array(found) == wanted else {
            throw Failure(
                .usage,
                "'\(self.path)' can't be gone on with: what lies there was made with other options; give the "
                    + "same ones, or another --output.")
        }
        earlier = try SynthesisRecords.usable(in: self.path)
    }

    /// Whether `synthesize` filled a folder, or began to.
    static func isMade(_ folder: String) -> Bool {
        [recordsName, settingsName].allSatisfy { FileManager.default.fileExists(atPath: "\(folder)/\($0)") }
    }

    /// Where a picture goes, below the folder.
    func file(stem: String, state: MaskState, fileExtension: String) -> String {
        "\(layout == .coco ? "images" : state.label)/\(stem).\(fileExtension)"
    }

    func makeFolders(explains: Bool) throws {
        for name in pictureFolders + (explains ? [Self.explainedName] : []) { try OutputFolder.make("\(path)/\(name)") }
    }

    private var pictureFolders: [String] { layout == .coco ? ["images"] : MaskState.allCases.map(\.label) }

    /// Writes a picture and returns its size in bytes.
    func write(_ picture: Image, as file: String, with writer: PictureWriter) throws -> Int {
        let url = URL(filePath: "\(path)/\(file)")
        try writer.write(picture, to: url)
        return try SynthesisRecords.size(of: url.path(percentEncoded: false))
    }

    func write(_ steps: ExplainedSteps, stem: String) throws {
        try steps.write(to: "\(path)/\(Self.explainedName)", stem: stem, with: PictureWriter())
    }

    /// Whether a picture's steps were written, the last of them too.
    func isExplained(stem: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(path)/\(Self.explainedName)/\(ExplainedSteps.lastName(stem))")
    }

    /// Adds the line of a record.
    func append(_ record: SynthesisRecord) throws {
        try SynthesisRecords.append(record, to: "\(path)/\(Self.recordsName)")
    }

    /// Takes away a picture that another took the place of.
    func remove(_ file: String) { try? FileManager.default.removeItem(atPath: "\(path)/\(file)") }

    /// Writes the annotations of everything that was made; the records anew where some were replaced.
    func finish(_ records: [SynthesisRecord], replacesSome: Bool) throws {
        if replacesSome { try SynthesisRecords.write(records, to: "\(path)/\(Self.recordsName)") }
        if layout != .folders {
            let document = COCODocument(records.compactMap(\.picture))
            try AtomicFile.write(
                try document.json(noteName: "synthesis"), to: URL(filePath: "\(path)/\(Self.annotationsName)"))
        }
        removeEmptyFolders()
    }

    /// Leaves things as they were before a run that nothing came of.
    func abandon() {
        removeEmptyFolders()
        guard isFresh else { return }
        _ = unsafe unlink("\(path)/\(Self.settingsName)")
        if isOurs { _ = unsafe rmdir(path) }
    }

    private func removeEmptyFolders() {
        for name in pictureFolders + [Self.explainedName] { _ = unsafe rmdir("\(path)/\(name)") }
    }

    private static func encoded(_ settings: SynthesisSettings) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(settings)) + [UInt8(ascii: "\n")]
    }
}
