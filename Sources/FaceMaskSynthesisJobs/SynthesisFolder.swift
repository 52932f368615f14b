internal import FaceMaskCore
internal import FaceMaskDatasets
internal import FaceMaskFiles
internal import FaceMaskFormats
internal import FaceMaskMedia
internal import Foundation

/// The output folder of a synthesis.
///
/// A picture's record is appended after the picture was written, and the annotations are written at the end: the output
/// of a killed run is complete up to the last record.
final class SynthesisFolder: Sendable {
    let path: String
    /// The records of earlier runs whose pictures are complete, in the order of the file.
    let earlier: [SynthesisRecord]
    private let layout: SynthesisLayout
    /// Whether the folder was empty.
    private let wasEmpty: Bool
    /// Whether the folder was missing.
    private let wasMissing: Bool

    private static let explainedName = "explained"

    /// Creates the folder, or opens that of an earlier run.
    ///
    /// - Throws: `Failure` if it isn't empty and `isResumed` is `false`, or was filled with other settings.
    init(path: String, settings: SynthesisSettings, isResumed: Bool) throws {
        self.path = PathParts.withoutSlash(path)
        layout = settings.layout
        wasMissing = try OutputFolder.make(self.path)
        let wanted = try Self.encoded(settings)
        wasEmpty = try FileManager.default.contentsOfDirectory(atPath: self.path).isEmpty
        guard !wasEmpty else {
            earlier = []
            try AtomicFile.write(wanted, to: URL(filePath: "\(self.path)/\(SynthesisFiles.settingsName)"))
            return
        }
        guard isResumed else {
            throw Failure(
                .usage,
                "'\(self.path)' is not empty; give --resume to continue an earlier run, or another "
                    + "--output.")
        }
        let found = try? Data(contentsOf: URL(filePath: "\(self.path)/\(SynthesisFiles.settingsName)"))
        guard let found, Array(found) == wanted else {
            throw Failure(
                .usage,
                "'\(self.path)' can't be continued: it was made with other options; give the same ones, or "
                    + "another --output.")
        }
        earlier = try SynthesisRecords.usable(in: self.path)
    }

    /// Returns the path of a picture below the folder.
    func file(stem: String, state: MaskState, fileExtension: String) -> String {
        "\(layout == .coco ? "images" : state.label)/\(stem).\(fileExtension)"
    }

    /// Creates the folders for the pictures.
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

    /// Writes the pictures of the six steps.
    func write(_ steps: ExplainedSteps, stem: String) throws {
        try steps.write(to: "\(path)/\(Self.explainedName)", stem: stem, with: PictureWriter())
    }

    /// Whether all steps of a picture were written.
    func isExplained(stem: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(path)/\(Self.explainedName)/\(ExplainedSteps.lastName(stem))")
    }

    /// Appends a record to the file of records.
    func append(_ record: SynthesisRecord) throws {
        try SynthesisRecords.append(record, to: "\(path)/\(SynthesisFiles.recordsName)")
    }

    /// Removes a picture that another one replaces.
    func remove(_ file: String) { try? FileManager.default.removeItem(atPath: "\(path)/\(file)") }

    /// Writes the annotations of all records, and the records themselves if some were replaced.
    func finish(_ records: [SynthesisRecord], replacesSome: Bool) throws {
        if replacesSome { try SynthesisRecords.write(records, to: "\(path)/\(SynthesisFiles.recordsName)") }
        if layout != .folders {
            let document = COCODocument(records.compactMap(\.picture))
            try AtomicFile.write(
                try document.json(noteName: "synthesis"), to: URL(filePath: "\(path)/\(SynthesisFiles.annotationsName)")
            )
        }
        removeEmptyFolders()
    }

    /// Removes the settings and the empty folders after a run without results.
    func abandon() {
        removeEmptyFolders()
        guard wasEmpty else { return }
        _ = unsafe unlink("\(path)/\(SynthesisFiles.settingsName)")
        if wasMissing { _ = unsafe rmdir(path) }
    }

    private func removeEmptyFolders() {
        for name in pictureFolders + [Self.explainedName] { _ = unsafe rmdir("\(path)/\(name)") }
    }

    private static func encoded(_ settings: SynthesisSettings) throws -> [UInt8] {
        Array(try settings.indentedJSON().utf8)
    }
}
