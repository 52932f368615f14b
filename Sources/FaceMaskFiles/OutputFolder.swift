internal import FaceMaskCore
internal import Foundation

/// A folder that results are written to.
package enum OutputFolder {
    /// Creates the folder and its missing parents.
    ///
    /// - Returns: Whether it was missing.
    /// - Throws: `Failure` if it can't be created or isn't writable.
    @discardableResult
    package static func make(_ path: String) throws -> Bool {
        let isThere = FileManager.default.fileExists(atPath: path)
        if let obstacle = obstacle(to: path) {
            throw Failure(
                .inputOutput, "The output folder '\(path)' can't be created: '\(obstacle)' is a file; use another name."
            )
        }
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw Failure(
                .inputOutput,
                "The output folder '\(path)' can't be created: \(systemReason(of: error)); choose another place.")
        }
        guard FileManager.default.isWritableFile(atPath: path) else {
            throw Failure(.inputOutput, "The output folder '\(path)' can't be written to; check its permissions.")
        }
        return !isThere
    }

    /// Returns the file at the path of the folder or of one of its parents.
    private static func obstacle(to path: String) -> String? {
        var place = PathParts.withoutSlash(path)
        while !place.isEmpty {
            var isDirectory: ObjCBool = false
            if unsafe FileManager.default.fileExists(atPath: place, isDirectory: &isDirectory) {
                return isDirectory.boolValue ? nil : place
            }
            place = PathParts.withoutSlash(PathParts(place).folder)
        }
        return nil
    }
}
