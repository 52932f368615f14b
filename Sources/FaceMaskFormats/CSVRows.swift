/// The rows of comma-separated values (RFC 4180). Quoted fields may hold commas, line breaks and doubled quotes.
package struct CSVRows {
    package private(set) var rows: [(line: Int, fields: [String])] = []

    /// Parses `text`; empty lines are left out.
    ///
    /// - Parameters:
    ///   - text: The values.
    ///   - fault: Makes an error from the number of a line, from 1, and a clause that says what is wrong with it.
    /// - Throws: What `fault` makes of a quoted field that does not end.
    package init(_ text: String, fault: (Int, String) -> any Error) throws {
        var fields: [String] = []
        var field: [Unicode.Scalar] = []
        var (line, start) = (1, 1)
        var isQuoted = false
        var scalars = Array(text.unicodeScalars)[...]
        func joined(_ scalars: [Unicode.Scalar]) -> String {
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars)
            return String(view)
        }
        func endRow() {
            if !fields.isEmpty || !field.isEmpty { rows.append((start, fields + [joined(field)])) }
            (fields, field) = ([], [])
        }
        while let scalar = scalars.popFirst() {
            if scalar == "\n" { line += 1 }
            switch scalar {
            case "\"" where isQuoted && scalars.first == "\"":
                field.append("\"")
                scalars.removeFirst()
            case "\"": isQuoted.toggle()
            case _ where isQuoted: field.append(scalar)
            case ",":
                fields.append(joined(field))
                field = []
            case "\r" where scalars.first == "\n": break
            case "\n":
                endRow()
                start = line
            case "\u{FEFF}" where rows.isEmpty && fields.isEmpty && field.isEmpty: break
            default: field.append(scalar)
            }
        }
        if isQuoted { throw fault(start, "begins a quoted field that does not end") }
        endRow()
    }
}
