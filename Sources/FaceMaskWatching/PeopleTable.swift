internal import FaceMaskCore
package import FaceMaskEvents
internal import FaceMaskFiles
internal import FaceMaskSinks
internal import Synchronization

/// A table of everyone who left, as CSV: a row is added as soon as a person leaves, and the file gets its name at the end.
/// A table that is released before it is finished leaves no file.
package final class PeopleTable: EventConsumer {
    private let path: String
    private let file: Mutex<AppendedFile?>

    /// Begins the table with its header.
    ///
    /// - Throws: `Failure` when the file can't be written, before any work is done.
    package init(path: String) throws {
        self.path = path
        try OutputFile.check(path)
        let file = try AppendedFile(path)
        try file.append(PersonRow.header)
        self.file = Mutex(file)
    }

    deinit { file.withLock { $0?.remove() } }

    package var name: String { "the table '\(path)'" }
    package var buffering: EventBuffering { .lossless(4096) }

    package func wants(_ body: WatchEvent.Body) -> Bool {
        if case .person(let event) = body { event.kind == .left } else { false }
    }

    package func consume(_ event: WatchEvent) throws {
        if case .person(let person) = event.body { try add(person, in: event.source.name) }
    }

    /// Adds a row for somebody who left; other events have none.
    package func add(_ event: PersonEvent, in source: String) throws {
        guard event.kind == .left else { return }
        try file.withLock { file in try file?.append(PersonRow(event.person, in: source).text) }
    }

    /// Gives the table its name.
    ///
    /// - Throws: `Failure`.
    package func finish() throws {
        try file.withLock { file in
            let whole = file
            file = nil
            try whole?.finish()
        }
    }
}
