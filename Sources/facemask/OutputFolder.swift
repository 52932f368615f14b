import ArgumentParser
import Foundation

/// The folder that a command writes to.
enum OutputFolder {
    /// Makes the folder and those above it when they are missing; throws when it can't be written to, before any work
    /// is done. Returns whether it was missing.
    @discardableResult
    static func make(_ path: String) throws -> Bool {
        var isDirectory: ObjCBool = false
        let isThere = unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
        guard !isThere || isDirectory.boolValue else {
            throw CommandFailure(
                sentence: "The output folder '\(path)' can't be made: it is a file; choose another name.",
                exitCode: .inputOutput)
        }
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw CommandFailure(
                sentence: "The output folder '\(path)' can't be made: \(reason(of: error)); choose another place.",
                exitCode: .inputOutput)
        }
        guard FileManager.default.isWritableFile(atPath: path) else {
            throw CommandFailure(
                sentence: "The output folder '\(path)' can't be written to; check its permissions.",
                exitCode: .inputOutput)
        }
        return !isThere
    }
}
