#if Training
import FaceMaskFiles
import FaceMaskCore
import ArgumentParser
import Foundation
import FaceMaskMedia

/// The folder that a training writes to.
struct TrainingFolder {
    let url: URL
    private let isNew: Bool

    static let modelName = "model.onnx"
    static let checkpointName = "checkpoint"

    /// Makes the folder. A training that is there already is never overwritten.
    init(path: String, isResumed: Bool) throws {
        let url = URL(filePath: path, directoryHint: .isDirectory)
        let manager = FileManager.default
        let holds = [Self.modelName, Self.checkpointName].contains {
            manager.fileExists(atPath: url.appending(path: $0).path(percentEncoded: false))
        }
        if holds && !isResumed {
            throw Failure(
                .usage, "'\(path)' holds a training already; give --resume to go on with it, or another --output.")
        }
        self.url = url
        isNew = try OutputFolder.make(path)
    }

    var model: URL { url.appending(path: Self.modelName) }
    var checkpoint: URL { url.appending(path: Self.checkpointName, directoryHint: .isDirectory) }

    /// Takes the folder away again when this training made it and wrote nothing.
    func removeIfUnused() {
        if isNew { _ = unsafe rmdir(url.path(percentEncoded: false)) }
    }

    func write(_ bytes: [UInt8], as name: String) throws {
        try AtomicFile.write(bytes, to: url.appending(path: name))
    }

    func write(_ text: String, as name: String) throws { try write(Array(text.utf8), as: name) }

    /// JSON with sorted keys, so that two runs can be compared line by line.
    func write(json value: some Encodable, as name: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try write(Array(try encoder.encode(value)) + [UInt8(ascii: "\n")], as: name)
    }
}
#endif
