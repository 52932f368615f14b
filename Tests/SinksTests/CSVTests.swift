@testable import FaceMaskFormats
import FaceMaskEvents
import FaceMaskCore
import Foundation
import FaceMaskSinks
import Testing

@Suite struct CSVTests {
    @Test func columnsAreStable() {
        #expect(
            CSVSink.columns == [
                "source", "width", "height", "face", "x1", "y1", "x2", "y2", "score", "state", "probability",
                "with_mask", "mask_worn_incorrectly", "without_mask", "error", "frame", "time", "track",
            ])
    }

    @Test(arguments: SinkCase.all)
    func rowsAreReadBackUnchanged(_ row: SinkCase) throws {
        let records = try records(of: [row])
        #expect(records.first == CSVSink.columns)
        let body = records.dropFirst()
        #expect(body.allSatisfy { $0.count == CSVSink.columns.count && $0[0] == row.source })
        switch row.result {
        case .failure(let failure):
            let fields = try #require(body.first)
            #expect(body.count == 1 && fields[14] == failure.sentence)
            #expect((fields[1..<14] + fields[15...]).allSatisfy(\.isEmpty) == true)
        case .photo(let photo):
            #expect(body.count == max(photo.sightings.count, 1))
            #expect(body.allSatisfy { $0[1] == "640" && $0[2] == "480" && $0[14].isEmpty })
            for (index, (fields, sighting)) in zip(body, photo.sightings).enumerated() {
                #expect(fields[3] == "\(index + 1)" && fields[9] == sighting.verdict.label)
                expect(fields[4], is: sighting.face.box.x1)
                expect(fields[7], is: sighting.face.box.y2)
                expect(fields[8], is: sighting.face.score)
                expect(fields[11], is: sighting.verdict.probabilities[.worn] ?? .nan)
                expect(fields[13], is: sighting.verdict.probabilities[.notWorn] ?? .nan)
            }
        }
    }

    /// What is not a finite number, or was not asked, is an empty field.
    private func expect(_ field: String, is value: Float) {
        if value.isFinite {
            #expect(Double(field).map { abs($0 - Double(value)) <= 0.5e-2 + Double(value.ulp) } == true)
        } else {
            #expect(field.isEmpty)
        }
    }

    @Test func theHeaderIsWrittenOnce() throws {
        let records = try records(of: SinkCase.all)
        #expect(records.filter { $0 == CSVSink.columns }.count == 1)
        #expect(records.allSatisfy { $0.count == CSVSink.columns.count })
    }

    @Test func withoutResultsThereIsAHeader() throws {
        #expect(try records(of: []) == [CSVSink.columns])
    }

    @Test(arguments: [
        ("", "", "nothing"), ("a", "a", "nothing to quote"), ("a b", "a b", "a blank"),
        ("a,b", "\"a,b\"", "a comma"), ("\"", "\"\"\"\"", "a quote"), ("a\nb", "\"a\nb\"", "a line break"),
        (",\u{301}", "\",\u{301}\"", "a comma under a combining mark"),
    ])
    func fieldsAreQuotedIfNecessary(text: String, expected: String, reason: String) {
        #expect(Array(CSV.field(text).utf8) == Array(expected.utf8), Comment(rawValue: reason))
    }

    private func records(of rows: [SinkCase]) throws -> [[String]] {
        let collector = Collector()
        var sink = CSVSink(write: collector.write)
        for row in rows { try sink.receive(row.result) }
        try sink.finish()
        return try #require(parsed(Array(collector.text.utf8)), "it is RFC 4180")
    }
}

/// Reads RFC 4180 byte by byte, strictly; `nil` for anything else.
private func parsed(_ bytes: [UInt8]) -> [[String]]? {
    let (quote, comma, cr, lf) = (UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: "\r"), UInt8(ascii: "\n"))
    var records: [[String]] = []
    var record: [String] = []
    var position = 0
    while position < bytes.count {
        var field: [UInt8] = []
        if bytes[position] == quote {
            position += 1
            while true {
                guard position < bytes.count else { return nil }
                if bytes[position] == quote {
                    guard position + 1 < bytes.count else { return nil }
                    position += 1
                    if bytes[position] != quote { break }
                }
                field.append(bytes[position])
                position += 1
            }
        } else {
            while position < bytes.count, ![comma, cr, lf].contains(bytes[position]) {
                if bytes[position] == quote { return nil }
                field.append(bytes[position])
                position += 1
            }
        }
        record.append(String(decoding: field, as: UTF8.self))
        guard position < bytes.count else { return nil }
        if bytes[position] == comma {
            position += 1
            continue
        }
        guard bytes[position] == cr, position + 1 < bytes.count, bytes[position + 1] == lf else { return nil }
        position += 2
        records.append(record)
        record = []
    }
    return record.isEmpty ? records : nil
}
