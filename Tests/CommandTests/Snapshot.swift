import Foundation
import Testing

/// Texts for people, kept as files, so that a change of wording shows in the commit that makes it.
enum Snapshot {
    fileprivate static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Snapshots")

    /// Whether the tests write the files instead of comparing: FACEMASK_RECORD_SNAPSHOTS=1 swift test …
    fileprivate static let isRecording = ProcessInfo.processInfo.environment["FACEMASK_RECORD_SNAPSHOTS"] != nil

    /// Compares `text` with the whole file.
    static func expect(_ text: String, named name: String) throws {
        let file = folder.appending(path: name)
        if isRecording { return try Data(text.utf8).write(to: file) }
        compare(text, with: try String(contentsOf: file, encoding: .utf8), in: name)
    }

    fileprivate static func compare(_ text: String, with recorded: String, in name: String) {
        let difference = lines(text).difference(from: lines(recorded))
        let changes = (difference.removals + difference.insertions).map { change in
            switch change {
            case .remove(_, let line, _): "- \(line)"
            case .insert(_, let line, _): "+ \(line)"
            }
        }
        guard !changes.isEmpty else { return }
        Issue.record("\(name) differs:\n\(changes.joined(separator: "\n"))")
    }

    private static func lines(_ text: String) -> [Substring] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
    }
}

/// A snapshot file of many sections, each of which one test case compares with. A section begins with its title, and a
/// blank line divides it from the next one.
struct SectionedSnapshot: Sendable {
    let name: String

    /// Test cases record concurrently.
    private static let recording = NSLock()

    private var file: URL { Snapshot.folder.appending(path: name) }

    /// Compares `section` with the one of its title. A recording keeps the order of `titles` and drops other sections.
    func expect(_ section: String, of title: String, among titles: [String]) throws {
        if Snapshot.isRecording { return try record(section, of: title, among: titles) }
        guard let recorded = try sections().first(where: { $0.hasPrefix(title + "\n") }) else {
            Issue.record("\(name) has no section '\(title)'; record it with FACEMASK_RECORD_SNAPSHOTS=1")
            return
        }
        Snapshot.compare(section, with: recorded, in: name)
    }

    /// Expects the sections to be those of `titles`, in that order.
    func expectSections(of titles: [String]) throws {
        if Snapshot.isRecording { return }
        let found = try sections().map { section in
            titles.first { section.hasPrefix($0 + "\n") } ?? section
        }
        for unused in found where !titles.contains(unused) { Issue.record("\(name): no attempt has: \(unused)") }
        #expect(found.filter(titles.contains) == titles.filter(found.contains), "\(name) is in another order")
    }

    private func sections() throws -> [String] {
        let text = try String(contentsOf: file, encoding: .utf8)
        var sections = text.components(separatedBy: "\n\n# ").map { "# " + $0 + "\n" }
        guard !sections.isEmpty else { return [] }
        // The first one has its own mark, the last one its own end.
        sections[0].removeFirst(2)
        sections[sections.count - 1].removeLast()
        return sections
    }

    private func record(_ section: String, of title: String, among titles: [String]) throws {
        Self.recording.lock()
        defer { Self.recording.unlock() }
        let old = (try? sections()) ?? []
        let all = titles.compactMap { other in
            other == title ? section : old.first { $0.hasPrefix(other + "\n") }
        }
        try Data(all.joined(separator: "\n").utf8).write(to: file)
    }
}
