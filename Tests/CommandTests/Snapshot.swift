import Foundation
import Testing

/// Texts that people read, kept as files: a change of wording is seen in the change that makes it.
enum Snapshot {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Snapshots")

    /// Set, the tests write the files anew instead of comparing: FACEMASK_RECORD_SNAPSHOTS=1 swift test …
    private static let isRecording = ProcessInfo.processInfo.environment["FACEMASK_RECORD_SNAPSHOTS"] != nil

    static func expect(_ text: String, named name: String) throws {
        let file = folder.appending(path: name)
        if isRecording { return try Data(text.utf8).write(to: file) }
        let recorded = lines(try String(contentsOf: file, encoding: .utf8))
        for change in lines(text).difference(from: recorded) {
            switch change {
            case .remove(let offset, let line, _): Issue.record("\(name):\(offset + 1): gone: \(line)")
            case .insert(_, let line, _): Issue.record("\(name): new: \(line)")
            }
        }
    }

    private static func lines(_ text: String) -> [Substring] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
    }
}
