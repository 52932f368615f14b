internal import FaceMaskCore
import Foundation

/// Lists files below folders in a fixed order, every real folder once.
struct FolderWalk {
    enum Kind { case folder, file, other, missing }

    let fileExtensions: Set<String>
    /// Relative paths of other files, and of links to folders that are listed elsewhere.
    private(set) var ignored: [String] = []
    /// The real paths of the listed folders, so that loops of links end.
    private var visited: Set<String> = []

    /// Folders that are listed separately: their files would get a wrong label through a link from another class.
    private let reserved: Set<String>

    init(fileExtensions: Set<String>, reserving folders: [URL]) {
        self.fileExtensions = fileExtensions
        reserved = Set(folders.map { $0.resolvingSymlinksInPath().path })
    }

    /// Returns the pictures below `folder`, whose path below the root is `relativePath`.
    ///
    /// A broken link that is named like a picture counts as one: reading it reports the error.
    mutating func files(below folder: URL, relativePath: String) throws -> [(url: URL, relativePath: String)] {
        var found: [(url: URL, relativePath: String)] = []
        var pending = [(url: folder, relativePath: relativePath)]
        while let next = pending.popLast() {
            let path = next.url.resolvingSymlinksInPath().path
            let isFree = next.url == folder || !reserved.contains(path)
            guard isFree, visited.insert(path).inserted else {
                ignored.append(next.relativePath)
                continue
            }
            for name in try Self.visibleNames(in: next.url) {
                let url = next.url.appendingPathComponent(name)
                let path = next.relativePath + "/" + name
                let isNamedAsPicture = fileExtensions.contains(url.pathExtension.lowercased())
                switch Self.kind(of: url) {
                case .folder: pending.append((url, path))
                case .file where isNamedAsPicture, .missing where isNamedAsPicture: found.append((url, path))
                default: ignored.append(path)
                }
            }
        }
        return found
    }

    /// Returns the names in a folder except hidden ones, in byte order.
    static func visibleNames(in folder: URL) throws -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder.path)
                .filter { !$0.hasPrefix(".") }
                .sorted(by: byteOrder)
        } catch {
            throw DatasetError(.unreadableFolder, subject: folder.path, reason: systemReason(of: error))
        }
    }

    /// Returns the kind of file at a path, following links.
    static func kind(of url: URL) -> Kind {
        let path = url.resolvingSymlinksInPath().path
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else { return .missing }
        switch attributes[.type] as? FileAttributeType {
        case .typeDirectory: return .folder
        case .typeRegular: return .file
        // A link that can't be resolved resolves to itself.
        case .typeSymbolicLink: return .missing
        default: return .other
        }
    }

    static func byteOrder(_ first: String, _ second: String) -> Bool {
        first.utf8.lexicographicallyPrecedes(second.utf8)
    }
}
