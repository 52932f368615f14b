import ArgumentParser
import Datasets
import FaceMask
import Foundation
import Media

/// The folder that `synthesize` fills: pictures first, each with its line in records.jsonl after it, annotations at the
/// end. What a killed run left is whole up to the last record.
final class SynthesisFolder: Sendable {
    let path: String
    let layout: SynthesisLayout
    /// What an earlier run left, by key.
    let earlier: [String: SynthesisRecord]

    static let recordsName = "records.jsonl"
    static let annotationsName = "annotations.json"
    private static let settingsName = "settings.json"

    init(path: String, settings: SynthesisSettings, isResumed: Bool) throws {
        self.path = PathParts.withoutSlash(path)
        layout = settings.layout
        try OutputFolder.make(self.path)
        let wanted = try Self.encoded(settings)
        let names = try FileManager.default.contentsOfDirectory(atPath: self.path)
        guard !names.isEmpty else {
            earlier = [:]
            try AtomicFile.write(wanted, to: URL(filePath: "\(self.path)/\(Self.settingsName)"))
            return
        }
        guard isResumed else {
            throw CommandFailure(
                sentence: "'\(self.path)' is not empty; give --resume to go on with what an earlier run left there, or "
                    + "another --output.", exitCode: .usage)
        }
        let found = try? Data(contentsOf: URL(filePath: "\(self.path)/\(Self.settingsName)"))
        guard let found, Array(found) == wanted else {
            throw CommandFailure(
                sentence: "'\(self.path)' can't be gone on with: what lies there was made with other options; give the "
                    + "same ones, or another --output.", exitCode: .usage)
        }
        earlier = try Self.records(at: "\(self.path)/\(Self.recordsName)")
    }

    /// Where a picture goes, below the folder.
    func file(stem: String, state: MaskState, fileExtension: String) -> String {
        "\(layout == .coco ? "images" : state.label)/\(stem).\(fileExtension)"
    }

    func makeFolders(_ states: [MaskState], explains: Bool) throws {
        for name in layout == .coco ? ["images"] : states.map(\.label) { try OutputFolder.make("\(path)/\(name)") }
        if explains { try OutputFolder.make("\(path)/explained") }
    }

    /// Adds the line of a record in one piece.
    func append(_ record: SynthesisRecord) throws {
        let place = "\(path)/\(Self.recordsName)"
        let descriptor = unsafe open(place, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
        defer { close(descriptor) }
        let line = Array((try record.json() + "\n").utf8)
        let written = unsafe line.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
        guard descriptor >= 0, written == line.count else {
            throw CommandFailure(
                sentence: "The record '\(place)' can't be written: \(systemReason(errno)).", exitCode: .inputOutput)
        }
    }

    /// Writes the annotations of everything that was made.
    func finish(_ records: [SynthesisRecord]) throws {
        if layout != .folders {
            let document = COCODocument(records.compactMap(\.picture))
            try AtomicFile.write(
                try document.json(noteName: "synthesis"), to: URL(filePath: "\(path)/\(Self.annotationsName)"))
        }
        for state in MaskState.allCases {
            // Only where it is empty.
            _ = unsafe rmdir("\(path)/\(state.label)")
        }
    }

    private static func encoded(_ settings: SynthesisSettings) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(settings)) + [UInt8(ascii: "\n")]
    }

    /// A line that was cut off is taken away, so that the next one begins anew.
    private static func records(at place: String) throws -> [String: SynthesisRecord] {
        guard let data = try? Data(contentsOf: URL(filePath: place)) else { return [:] }
        var records: [String: SynthesisRecord] = [:]
        var whole = 0
        for line in data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast() {
            guard let record = try? JSONDecoder().decode(SynthesisRecord.self, from: line) else { break }
            records[record.key] = record
            whole += line.count + 1
        }
        if whole < data.count { try AtomicFile.write(Array(data.prefix(whole)), to: URL(filePath: place)) }
        return records
    }
}
