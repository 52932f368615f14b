internal import FaceMaskCore
internal import FaceMaskDatasets
internal import FaceMaskFormats
internal import FaceMaskMedia
internal import Foundation

/// Reads and writes the file of records, which has a line for each picture.
enum SynthesisRecords {
    /// Returns the usable records, the last one for each picture. The others are removed from the file: incomplete or
    /// damaged lines, and those whose picture is missing or has another size.
    static func usable(in folder: String) throws -> [SynthesisRecord] {
        let place = "\(folder)/\(SynthesisFiles.recordsName)"
        guard FileManager.default.fileExists(atPath: place) else { return [] }
        let data = try Data(contentsOf: URL(filePath: place))
        let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        var positions: [SynthesisRecord.Key: Int] = [:]
        var records: [SynthesisRecord] = []
        for line in lines.dropLast() {
            guard let record = try? JSONDecoder().decode(SynthesisRecord.self, from: line), record.isSound,
                isWhole(record, in: folder)
            else { continue }
            if let position = positions[record.key] {
                records[position] = record
            } else {
                positions[record.key] = records.count
                records.append(record)
            }
        }
        let isClean = lines.last?.isEmpty == true && records.count == lines.count - 1
        if !isClean { try write(records, to: place) }
        return records
    }

    private static func isWhole(_ record: SynthesisRecord, in folder: String) -> Bool {
        guard let file = record.file else { return true }
        return (try? size(of: "\(folder)/\(file)")) == record.fileSize
    }

    /// The size of a file in bytes.
    static func size(of path: String) throws -> Int {
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size]
        return (size as? NSNumber)?.intValue ?? 0
    }

    static func write(_ records: [SynthesisRecord], to place: String) throws {
        try AtomicFile.write(try records.flatMap(line), to: URL(filePath: place))
    }

    /// Appends a record to the file.
    static func append(_ record: SynthesisRecord, to place: String) throws {
        let line = try line(record)
        let descriptor = unsafe open(place, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw unwritable(place, errno) }
        var cause: Int32 = 0
        unsafe line.withUnsafeBytes { bytes in
            var written = 0
            while written < bytes.count, cause == 0 {
                let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[written...])
                let count = unsafe Foundation.write(descriptor, rest.baseAddress, rest.count)
                if count >= 0 { written += count } else if errno != EINTR { cause = errno }
            }
        }
        // Some file systems report a full disk only here.
        if close(descriptor) != 0, cause == 0 { cause = errno }
        if cause != 0 { throw unwritable(place, cause) }
    }

    private static func line(_ record: SynthesisRecord) throws -> [UInt8] {
        Array((try record.json() + "\n").utf8)
    }

    private static func unwritable(_ place: String, _ cause: Int32) -> Failure {
        Failure(
            .inputOutput,
            "The record '\(place)' can't be written: \(systemReason(cause)); make room or choose another place, "
                + "and continue with --resume.")
    }
}
