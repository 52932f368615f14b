internal import FaceMaskCore
internal import Foundation

/// A single file that is read in addition to pictures.
package enum InputFile {
    /// Returns the file's text.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - what: The beginning of the sentence that says why it can't be read, such as `The baseline`.
    /// - Returns: The whole text.
    /// - Throws: `Failure` if the file can't be read or isn't UTF-8.
    package static func text(_ path: String, what: String) throws -> String {
        let bytes: Data
        do {
            bytes = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw Failure(.noInput, "\(what) '\(path)' can't be read: \(systemReason(of: error)); check the path.")
        }
        guard let text = String(bytes: bytes, encoding: .utf8) else {
            throw Failure(.badData, "\(what) '\(path)' can't be read: it is not UTF-8 text; check the path.")
        }
        return text
    }
}
