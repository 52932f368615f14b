internal import FaceMaskCore
internal import Foundation

/// A single file that a command reads beside its pictures.
package enum InputFile {
    /// Its text; `what` begins the sentence that says why there is none.
    package static func text(_ path: String, what: String) throws -> String {
        let bytes: Data
        do {
            bytes = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw Failure(.noInput, "\(what) '\(path)' can't be read: \(systemReason(of: error)); check the path.")
        }
        guard let text = String(bytes: bytes, encoding: .utf8) else {
            throw Failure(.badData, "\(what) '\(path)' can't be read: it is no text in UTF-8; check the path.")
        }
        return text
    }
}
