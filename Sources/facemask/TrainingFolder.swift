#if Training
import ArgumentParser
import Foundation
import Media

/// The folder that a training writes to.
struct TrainingFolder {
    let url: URL

    static let modelName = "model.onnx"
    static let checkpointName = "checkpoint"

    /// Makes the folder. A training that is there already is never overwritten.
    init(path: String, isResumed: Bool) throws {
        url = URL(filePath: path, directoryHint: .isDirectory)
        let manager = FileManager.default
        let holds = [Self.modelName, Self.checkpointName].contains {
            manager.fileExists(atPath: url.appending(path: $0).path(percentEncoded: false))
        }
        if holds && !isResumed {
            throw CommandFailure(
                sentence: "'\(path)' holds a training already; give --resume to go on with it, or another --output.",
                exitCode: .usage)
        }
        do {
            try manager.createDirectory(at: url, withIntermediateDirectories: true)
        } catch {
            throw CommandFailure(
                sentence: "The output folder '\(path)' can't be made: \(reason(of: error)).",
                exitCode: .inputOutput)
        }
        guard manager.isWritableFile(atPath: url.path(percentEncoded: false)) else {
            throw CommandFailure(
                sentence: "The output folder '\(path)' can't be written to; check its permissions.",
                exitCode: .inputOutput)
        }
    }

    var model: URL { url.appending(path: Self.modelName) }
    var checkpoint: URL { url.appending(path: Self.checkpointName, directoryHint: .isDirectory) }

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
