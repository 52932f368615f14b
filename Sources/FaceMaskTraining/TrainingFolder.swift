internal import FaceMaskCore
internal import FaceMaskFiles
internal import FaceMaskFormats
internal import FaceMaskMedia
internal import FaceMaskTrainers
package import Foundation

/// The folder that a training writes to.
package struct TrainingFolder: Sendable {
    let url: URL
    private let isNew: Bool

    /// The finished model.
    static let modelName = "model.onnx"
    /// The model while it is being measured.
    static let draftName = "draft.onnx"
    static let configurationName = "configuration.json"
    private static let checkpointName = "checkpoint"

    /// Makes the folder. Throws when it holds a training already and `isResumed` is false: nothing is overwritten.
    init(_ url: URL, isResumed: Bool) throws {
        let path = url.relativePath
        if !isResumed && (Self.exists(url.appending(path: Self.modelName)) || Self.holdsCheckpoint(url)) {
            throw Failure(
                .usage, "'\(path)' already holds a training; continue it with --resume, or choose another --output.")
        }
        self.url = url
        isNew = try OutputFolder.make(path)
    }

    var draft: URL { url.appending(path: Self.draftName) }
    var checkpoint: URL { url.appending(path: Self.checkpointName, directoryHint: .isDirectory) }
    /// Whether there is a complete epoch to continue from. A training that ended during the first epoch leaves at most weights.
    var holdsCheckpoint: Bool { Self.holdsCheckpoint(url) }

    /// Whether a training in the folder, or one of its folds, has a checkpoint to continue from.
    package static func isResumable(at url: URL) -> Bool {
        let inside = try? FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil)
        return ([url] + (inside ?? [])).contains { holdsCheckpoint($0) }
    }

    private static func holdsCheckpoint(_ url: URL) -> Bool {
        exists(url.appending(path: checkpointName).appending(path: checkpointRecordName))
    }

    private static func exists(_ url: URL) -> Bool {
        FileManager.default.fileExists(atPath: url.path(percentEncoded: false))
    }

    /// Removes the folder when this training made it and wrote nothing.
    func removeIfUnused() {
        if isNew { _ = unsafe rmdir(url.path(percentEncoded: false)) }
    }

    /// Removes the draft, if there is one.
    func removeDraft() { try? FileManager.default.removeItem(at: draft) }

    func write(_ bytes: [UInt8], as name: String) throws {
        try AtomicFile.write(bytes, to: url.appending(path: name))
    }

    func write(_ text: String, as name: String) throws { try write(Array(text.utf8), as: name) }

    /// Writes a picture as a JPEG file.
    func write(_ picture: Image, as name: String, jpegQuality: Int) throws {
        let writer = PictureWriter(jpegQuality: jpegQuality)
        try write(try writer.bytes(of: picture, fileExtension: "jpg", named: name), as: name)
    }

    /// Writes JSON with sorted keys, so that two trainings can be compared line by line.
    func write(json value: some Encodable, as name: String) throws {
        try write(try value.indentedJSON(), as: name)
    }
}
