internal import FaceMaskFormats
package import FaceMaskCore
import Foundation

/// A classifier's predictions for the pictures of a dataset: a probability of each state for each file.
///
/// It is read from CSV with the columns `file`, `with_mask`, `without_mask` and `mask_worn_incorrectly` in any order,
/// or from JSON Lines with these keys. A missing state has the probability 0. Several rows for one file, from a
/// repeated cross-validation, are averaged.
package struct PredictionTable: Sendable {
    /// The order of the probabilities in a row.
    package static let states = FolderDataset.stateOrder

    /// The probabilities by file, named as in the dataset.
    package let rows: [String: [Double]]

    /// The maximum deviation of a row's sum from 1: its numbers may be rounded to two decimals.
    private static let sumTolerance = 0.02

    /// Reads a table from text; `name` is the file's name in errors. Throws `DatasetError` for the first line that
    /// can't be read.
    package init(_ text: String, name: String) throws {
        func fault(_ line: Int, _ reason: String) -> DatasetError {
            DatasetError(.unreadablePredictions, subject: name, reason: "line \(line) \(reason)")
        }
        let isJSON = text.first { !$0.isWhitespace } == "{"
        let records = try isJSON ? Self.jsonRecords(text, fault) : Self.csvRecords(text, fault)
        guard !records.isEmpty else {
            throw DatasetError(.unreadablePredictions, subject: name, reason: "it has no rows")
        }
        var sums: [String: (count: Double, row: [Double])] = [:]
        for record in records {
            let row = Self.states.map { record.probabilities[$0] ?? 0 }
            guard row.allSatisfy({ (0...1).contains($0) }), abs(row.reduce(0, +) - 1) <= Self.sumTolerance else {
                throw fault(record.line, "has no probabilities that sum to 1")
            }
            let earlier = sums[record.file] ?? (0, [Double](repeating: 0, count: row.count))
            sums[record.file] = (earlier.count + 1, zip(earlier.row, row).map(+))
        }
        rows = sums.mapValues { sum in sum.row.map { $0 / sum.count } }
    }

    private struct Record {
        var line: Int
        var file: String
        var probabilities: [MaskState: Double]
    }

    private static func jsonRecords(
        _ text: String, _ fault: (Int, String) -> DatasetError
    ) throws -> [Record] {
        try text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated().compactMap {
            index, line in
            if line.allSatisfy(\.isWhitespace) { return nil }
            guard let row = try? JSONDecoder().decode(JSONRow.self, from: Data(line.utf8)) else {
                throw fault(index + 1, "is not a JSON object with a file and its probabilities")
            }
            return Record(line: index + 1, file: row.file, probabilities: row.probabilities)
        }
    }

    private static func csvRecords(
        _ text: String, _ fault: (Int, String) -> DatasetError
    ) throws -> [Record] {
        var rows = try CSVRows(text, fault: fault).rows[...]
        guard let header = rows.popFirst(), let fileColumn = header.fields.firstIndex(of: "file") else {
            throw fault(1, "does not name the column 'file'")
        }
        let columns = header.fields.enumerated().compactMap { index, name in
            MaskState(rawValue: name).map { (index, $0) }
        }
        guard columns.count > 1 else { throw fault(1, "names no columns with_mask and without_mask") }
        return try rows.map { row in
            guard row.fields.count == header.fields.count else {
                throw fault(row.line, "has \(row.fields.count) fields, but the header has \(header.fields.count)")
            }
            var probabilities: [MaskState: Double] = [:]
            for (index, state) in columns {
                guard let value = Double(row.fields[index]) else {
                    throw fault(row.line, "has '\(row.fields[index])' instead of a number")
                }
                probabilities[state] = value
            }
            return Record(line: row.line, file: row.fields[fileColumn], probabilities: probabilities)
        }
    }
}

/// One line of JSON.
private struct JSONRow: Decodable {
    let file: String
    let probabilities: [MaskState: Double]

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        file = try container.decode(String.self, forKey: Key(stringValue: "file"))
        var found: [MaskState: Double] = [:]
        for state in MaskState.allCases {
            found[state] = try container.decodeIfPresent(Double.self, forKey: Key(stringValue: state.label))
        }
        probabilities = found
    }
}
