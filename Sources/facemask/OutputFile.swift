import ArgumentParser
import Foundation
import Media

/// A single file that a command writes beside its results.
enum OutputFile {
    /// Throws when the file can't be written, before any work is done.
    static func check(_ path: String) throws {
        let folder = PathParts.withoutSlash(PathParts(path).folder)
        var isDirectory: ObjCBool = false
        let isThere = unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
        if isThere && isDirectory.boolValue {
            throw CommandFailure(
                sentence: "'\(path)' can't be written because it is a folder; name a file.", exitCode: .inputOutput)
        }
        let place = folder.isEmpty ? (path.utf8.first == UInt8(ascii: "/") ? "/" : ".") : folder
        guard isThere || FileManager.default.isWritableFile(atPath: place) else {
            throw CommandFailure(
                sentence: "'\(path)' can't be written because its folder is not there or may not be written to; "
                    + "choose another place.", exitCode: .inputOutput)
        }
    }

    /// Writes text, whole or not at all.
    static func write(_ text: String, to path: String) throws {
        do {
            try AtomicFile.write(Array(text.utf8), to: URL(filePath: path))
        } catch {
            throw MediaError(error.code, subject: path, reason: error.reason)
        }
    }
}
