import ArgumentParser
import Foundation

/// A single file that a command reads beside its pictures.
enum InputFile {
    /// Its text; `what` begins the sentence that says why there is none.
    static func text(_ path: String, what: String) throws -> String {
        let bytes: Data
        do {
            bytes = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw CommandFailure(
                sentence: "\(what) '\(path)' can't be read: \(reason(of: error)); check the path.", exitCode: .noInput)
        }
        guard let text = String(bytes: bytes, encoding: .utf8) else {
            throw CommandFailure(
                sentence: "\(what) '\(path)' can't be read: it is no text in UTF-8; check the path.",
                exitCode: .badData)
        }
        return text
    }
}
