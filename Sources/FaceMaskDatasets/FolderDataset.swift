package import FaceMaskCore
package import Foundation

/// A picture of a dataset with its label.
package struct LabelledPicture: Hashable, Sendable {
    /// The file.
    package let url: URL
    /// The path below the dataset's root, its class folder first.
    package let relativePath: String
    /// The state that its class folder names.
    package let state: MaskState

    /// Creates a labelled picture.
    package init(url: URL, relativePath: String, state: MaskState) {
        self.url = url
        self.relativePath = relativePath
        self.state = state
    }
}

/// A dataset with a folder for each class: `root/with_mask/…`, `root/without_mask/…`.
///
/// Creating it lists the files; `SampleReader` reads them.
package struct FolderDataset: Sendable {
    /// The order of the states, regardless of the folders' names.
    static let stateOrder: [MaskState] = [.worn, .notWorn, .wornIncorrectly]

    /// The folder of the class folders.
    package let root: URL
    /// The pictures in byte order of their relative paths, which is the same on every machine.
    package let pictures: [LabelledPicture]
    /// The states present: with_mask, without_mask, mask_worn_incorrectly.
    package let states: [MaskState]
    /// The class folders of each state; more than one if a class is spelt in several ways.
    package let classFolders: [MaskState: [String]]
    /// Folders next to the class folders whose names aren't states.
    package let ignoredFolders: [String]
    /// Relative paths of ignored files: those without the extension of a picture, those outside the class folders, and
    /// links to folders that are listed elsewhere.
    package let ignoredFiles: [String]

    /// Lists the dataset below `root`.
    ///
    /// A class folder has any name that `MaskState(label:)` accepts. The files below it, at any depth, belong to the
    /// class if their extension is one of `fileExtensions` (in lower case, without a dot). Hidden files are ignored.
    /// Links are followed, and every real folder is listed once, so that loops end. A classifier needs at least two
    /// classes; a part of its training set may have one: `minimumClasses`. Throws `DatasetError`.
    package init(scanning root: URL, fileExtensions: Set<String>, minimumClasses: Int = 2) throws {
        let entries = try Self.entries(of: root)
        let classURLs = entries.folders
            .filter { MaskState(label: $0) != nil }
            .map { root.appendingPathComponent($0, isDirectory: true) }
        var walk = FolderWalk(fileExtensions: fileExtensions, reserving: classURLs + [root])
        self.root = root
        ignoredFolders = entries.folders.filter { MaskState(label: $0) == nil }
        classFolders = entries.folders.reduce(into: [:]) { folders, name in
            if let state = MaskState(label: name) { folders[state, default: []].append(name) }
        }
        let states = Self.states(namedBy: entries.folders)
        self.states = states
        try Self.checkClasses(states, root: root, ignoredFolders: ignoredFolders, minimum: minimumClasses)

        var found: [LabelledPicture] = []
        for folder in entries.folders {
            guard let state = MaskState(label: folder) else { continue }
            let url = root.appendingPathComponent(folder, isDirectory: true)
            let files = try walk.files(below: url, relativePath: folder)
            guard !files.isEmpty else { throw Self.withoutPictures(url, fileExtensions: fileExtensions) }
            found += files.map { LabelledPicture(url: $0.url, relativePath: $0.relativePath, state: state) }
        }
        pictures = found.sorted { $0.relativePath.utf8.lexicographicallyPrecedes($1.relativePath.utf8) }
        ignoredFiles = (walk.ignored + entries.files).sorted(by: FolderWalk.byteOrder)
    }

    /// Notes for people before training: merged spellings and ignored files, one sentence each.
    package var notes: [String] {
        var notes = states.compactMap { state -> String? in
            guard let folders = classFolders[state], folders.count > 1 else { return nil }
            return "The folders \(Self.quoted(folders)) are one class, \(state.label)."
        }
        if !ignoredFolders.isEmpty { notes.append("Ignored: \(Self.quoted(ignoredFolders)), not the name of a class.") }
        if !ignoredFiles.isEmpty {
            notes.append("Ignored: \(ignoredFiles.count) file(s) or link(s) that are not pictures of a class.")
        }
        return notes
    }

    static func quoted(_ names: [String]) -> String { names.map { "'\($0)'" }.joined(separator: ", ") }
}

extension FolderDataset {
    private static func states(namedBy folders: [String]) -> [MaskState] {
        let named = Set(folders.compactMap(MaskState.init(label:)))
        return stateOrder.filter(named.contains)
    }

    private static func entries(of root: URL) throws -> (folders: [String], files: [String]) {
        switch FolderWalk.kind(of: root) {
        case .folder: break
        case .missing: throw DatasetError(.noSuchFolder, subject: root.path, reason: "there is no such folder")
        case .file, .other: throw DatasetError(.notAFolder, subject: root.path, reason: "it is not a folder")
        }
        let names = try FolderWalk.visibleNames(in: root)
        guard !names.isEmpty else { throw DatasetError(.emptyFolder, subject: root.path, reason: "it is empty") }
        let folders = names.filter { FolderWalk.kind(of: root.appendingPathComponent($0)) == .folder }
        return (folders, names.filter { !folders.contains($0) })
    }

    private static func checkClasses(
        _ states: [MaskState], root: URL, ignoredFolders: [String], minimum: Int
    ) throws {
        let found = ignoredFolders.isEmpty ? "no folder" : quoted(ignoredFolders)
        if states.isEmpty {
            var reason = "none of its folders is named after a class (it contains \(found))"
            if let inner = ignoredFolders.first(where: { holdsClasses(root.appendingPathComponent($0)) }) {
                reason += "; the folder '\(inner)' in it contains class folders"
            }
            throw DatasetError(.noClassFolder, subject: root.path, reason: reason)
        }
        if states.count < minimum {
            let reason = "it has only the class \(states[0].label) (next to it: \(found))"
            throw DatasetError(.tooFewClasses, subject: root.path, reason: reason)
        }
    }

    static func holdsClasses(_ folder: URL) -> Bool {
        // A folder that can't be listed gives no hint; the error about the root is reported.
        let names = (try? FolderWalk.visibleNames(in: folder)) ?? []
        return names.contains { MaskState(label: $0) != nil }
    }

    private static func withoutPictures(_ folder: URL, fileExtensions: Set<String>) -> DatasetError {
        let known = fileExtensions.sorted().joined(separator: ", ")
        let reason = "it contains no pictures (\(known)) that are not already in another folder"
        return DatasetError(.classWithoutPictures, subject: folder.path, reason: reason)
    }
}
