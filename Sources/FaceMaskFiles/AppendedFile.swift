internal import FaceMaskCore
internal import Foundation

/// A text file that is written under a temporary name and gets its final name when it is complete: readers of the final
/// name see the whole file or none. The partial file of a killed program remains readable.
package struct AppendedFile {
    private let handle: FileHandle
    private let path: String
    /// The temporary and the final path; `nil` for a device or pipe, which is written directly.
    private let names: (partial: String, final: String)?

    /// The maximum number of partial files of one name that killed programs left behind.
    private static let maximumLeftovers = 100

    /// Creates an empty file: `people.csv` starts as `people.partial.csv`.
    ///
    /// - Throws: `Failure` if the file can't be created.
    package init(_ path: String) throws {
        self.path = path
        let target = URL(filePath: path).resolvingSymlinksInPath()
        let final = target.path(percentEncoded: false)
        let type = try? FileManager.default.attributesOfItem(atPath: final)[.type] as? FileAttributeType
        guard type == nil || type == .typeRegular else {
            names = nil
            handle = try Self.handle(unsafe open(final, O_WRONLY | O_CLOEXEC), path)
            return
        }
        let stem = target.deletingPathExtension().path(percentEncoded: false)
        let ending = target.pathExtension.isEmpty ? "" : ".\(target.pathExtension)"
        var (descriptor, number, partial) = (Int32(-1), 1, "")
        repeat {
            partial = "\(stem).partial\(number == 1 ? "" : "-\(number)")\(ending)"
            descriptor = unsafe open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            number += 1
        } while descriptor < 0 && errno == EEXIST && number <= Self.maximumLeftovers
        handle = try Self.handle(descriptor, path)
        names = (partial, final)
    }

    /// Adds text at the end.
    ///
    /// - Throws: `Failure`, such as for a full disk.
    package func append(_ text: String) throws {
        do { try handle.write(contentsOf: Data(text.utf8)) } catch { throw Self.failure(path, systemReason(of: error)) }
    }

    /// Gives the file its final name and replaces any file of that name.
    ///
    /// - Throws: `Failure`; the partial file then remains.
    package func finish() throws {
        do { try handle.close() } catch { throw Self.failure(path, systemReason(of: error)) }
        guard let names else { return }
        guard unsafe rename(names.partial, names.final) == 0 else { throw Self.failure(path, systemReason(errno)) }
    }

    /// Removes the partial file.
    package func remove() {
        try? handle.close()
        if let names { try? FileManager.default.removeItem(atPath: names.partial) }
    }

    private static func handle(_ descriptor: Int32, _ path: String) throws -> FileHandle {
        guard descriptor >= 0 else { throw failure(path, systemReason(errno)) }
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    private static func failure(_ path: String, _ reason: String) -> Failure {
        Failure(.inputOutput, "'\(path)' can't be written because \(reason); choose another place.")
    }
}
