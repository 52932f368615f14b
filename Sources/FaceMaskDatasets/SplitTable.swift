internal import FaceMaskFormats
/// The parts of a training and their pictures, as `facemask train` writes them to `split.csv`.
package struct SplitTable: Sendable {
    /// The pictures of each part (`training`, `validation`, `test`), named as in the dataset.
    package let pictures: [String: Set<String>]

    /// Reads a table from text; `name` is the file's name in errors. Throws `DatasetError` for the first line that
    /// can't be read.
    package init(_ text: String, name: String) throws {
        func fault(_ line: Int, _ reason: String) -> DatasetError {
            DatasetError(.unreadableSplit, subject: name, reason: "line \(line) \(reason)")
        }
        var rows = try CSVRows(text, fault: fault).rows[...]
        guard rows.popFirst()?.fields == ["side", "picture"] else {
            throw fault(1, "does not name the columns 'side' and 'picture'")
        }
        pictures = try rows.reduce(into: [:]) { pictures, row in
            guard row.fields.count == 2 else { throw fault(row.line, "has \(row.fields.count) fields, not 2") }
            pictures[row.fields[0], default: []].insert(row.fields[1])
        }
    }
}
