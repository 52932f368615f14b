import FaceMaskEvents
import FaceMaskFiles
import FaceMask
import Foundation
import FaceMaskSinks

/// Counts everybody once, by the state they ended up in, and writes a table of them when one is wanted.
struct PeopleTable {
    private let path: String?
    private var rows: [String] = []
    private(set) var counts: [MaskState?: Int] = [:]

    /// `nil` writes none. Throws when the file can't be written, before any work is done.
    init(path: String?) throws {
        self.path = path
        if let path { try OutputFile.check(path) }
    }

    mutating func receive(_ event: PersonEvent, in source: String) {
        guard event.kind == .left else { return }
        counts[event.person.verdict.state, default: 0] += 1
        guard path != nil else { return }
        rows.append(PersonRow(event.person, in: source).text)
    }

    /// Writes the table, whole or not at all.
    func write() throws {
        guard let path else { return }
        try OutputFile.write(PersonRow.header + rows.joined(), to: path)
    }
}
