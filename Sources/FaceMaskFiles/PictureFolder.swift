internal import FaceMaskCore
internal import Foundation
internal import FaceMaskMedia

/// The pictures and videos below a folder, in the order of their paths.
///
/// Hidden files and annotated pictures are left out. Links to folders are followed, and every folder is visited once, so
/// that circular links end. A folder that can't be listed is a failure among the pictures of the others.
package struct PictureFolder {
    private var pictures: [PictureSources.PictureSource] = []
    private var failures: [PictureSources.Item] = []
    private var visited: Set<String> = []

    static func items(in folder: String) -> [PictureSources.Item] {
        let root = folder.utf8.last == UInt8(ascii: "/") ? folder : folder + "/"
        var walk = PictureFolder()
        walk.list(root: root)
        guard !walk.pictures.isEmpty || !walk.failures.isEmpty else {
            let kinds = PictureReader.fileExtensions.sorted().joined(separator: ", ")
            return [
                PictureSources.failure(
                    folder, "The folder '\(folder)' contains no pictures (\(kinds)) and no videos.")
            ]
        }
        let sorted = walk.pictures.sorted { $0.relativePath.utf8.lexicographicallyPrecedes($1.relativePath.utf8) }
        return sorted.map { .picture($0) } + walk.failures
    }

    private mutating func list(root: String) {
        // Relative paths of folders, each with a trailing slash.
        var pending = [""]
        while let relative = pending.popLast() {
            let folder = root + relative
            guard visited.insert(URL(filePath: folder).resolvingSymlinksInPath().path).inserted else { continue }
            do {
                for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
                    let parts = PathParts(name)
                    if parts.isHidden { continue }
                    if Self.isFolder(folder + name) {
                        pending.append(relative + name + "/")
                    } else if let kind = Self.kind(parts) {
                        pictures.append(.init(path: folder + name, relativePath: relative + name, kind: kind))
                    }
                }
            } catch {
                let name = PathParts.withoutSlash(folder)
                let sentence =
                    "The folder '\(name)' can't be listed: \(systemReason(of: error)); check its permissions."
                failures.append(PictureSources.failure(name, sentence))
            }
        }
    }

    private static func isFolder(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
    }

    /// Returns the kind by the extension alone: a folder may contain other files.
    private static func kind(_ parts: PathParts) -> MediaKind? {
        let name = parts.fileExtension.lowercased()
        guard !AnnotatedPaths.isMarked(parts.name) else { return nil }
        if PictureReader.fileExtensions.contains(name) { return .picture }
        return MediaKind.videoExtensions.contains(name) ? .video : nil
    }
}
