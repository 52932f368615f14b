internal import FaceMaskCore
internal import Foundation
internal import FaceMaskMedia

/// A single file that is written in addition to results.
package enum OutputFile {
    /// Throws when the file can't be written, before any work is done.
    package static func check(_ path: String) throws {
        let folder = PathParts.withoutSlash(PathParts(path).folder)
        var isDirectory: ObjCBool = false
        let isThere = unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
        if isThere && isDirectory.boolValue {
            throw Failure(.inputOutput, "'\(path)' can't be written because it is a folder; name a file.")
        }
        let place = folder.isEmpty ? (path.utf8.first == UInt8(ascii: "/") ? "/" : ".") : folder
        guard isThere || FileManager.default.isWritableFile(atPath: place) else {
            throw Failure(
                .inputOutput,
                "'\(path)' can't be written because its folder doesn't exist or isn't writable; "
                    + "choose another place.")
        }
    }

    /// Writes text, whole or not at all.
    package static func write(_ text: String, to path: String) throws {
        try MediaError.naming(path) { () throws(MediaError) in
            try AtomicFile.write(Array(text.utf8), to: URL(filePath: path))
        }
    }
}
