internal import Foundation
internal import FaceMaskMedia

/// The output files for the annotated pictures and videos of all sources, chosen before any work begins.
///
/// No two sources share a target, and no target is another source: a colliding name gets a number. A file that is named
/// twice has one target.
package struct AnnotatedPaths {
    /// The items to analyze: all except those that are annotated pictures of other items.
    package private(set) var items: [PictureSources.Item] = []
    /// The target of each item, in the order of `items`; `nil` for failures.
    package private(set) var targets: [String?] = []
    /// Sentences about unexpected choices.
    private var notes: [String] = []

    /// The number of notes shown: more would push the results off a terminal.
    private static let shownNotes = 10

    /// The first notes, and the number of those left out.
    package var notesForPeople: [String] {
        let more = notes.count - Self.shownNotes
        return notes.prefix(Self.shownNotes) + (more > 0 ? ["… and \(more) more like this."] : [])
    }

    /// The suffix before the extension of annotated pictures, which are left out when a folder is searched.
    private static let mark = ".masked"
    /// Extensions of JPEG files that the writer doesn't use.
    private static let otherJPEGExtensions: Set<String> = ["jpe", "jfif"]

    private var owners: [String: String] = [:]

    /// Whether a file's name is that of an annotated picture.
    static func isMarked(_ name: String) -> Bool { PathParts(name).stem.hasSuffix(mark) }

    /// Chooses targets in `folder`; if it is `nil`, next to the originals.
    package init(items all: [PictureSources.Item], folder: String?) {
        let sources = all.compactMap { item in
            if case .picture(let source) = item { source } else { nil }
        }
        let wishes = sources.map { Self.target(for: $0, in: folder) }
        let originals = Dictionary(
            zip(wishes.map(Self.place), sources.map(\.path)), uniquingKeysWith: { first, _ in first })
        let taken = Set(sources.map { Self.place($0.path) }).subtracting(originals.keys)
        for item in all {
            guard case .picture(let source) = item else {
                append(item, target: nil)
                continue
            }
            if let original = originals[Self.place(source.path)] {
                notes.append("'\(source.path)' is left out: the marked picture of '\(original)' is written there.")
                continue
            }
            append(item, target: claim(for: source, in: folder, avoiding: taken))
        }
    }

    private mutating func append(_ item: PictureSources.Item, target: String?) {
        items.append(item)
        targets.append(target)
    }

    private mutating func claim(
        for source: PictureSources.PictureSource, in folder: String?, avoiding taken: Set<String>
    ) -> String {
        var number = 1
        while true {
            let target = Self.target(for: source, in: folder, number: number)
            let place = Self.place(target)
            let owner = owners[place]
            if !taken.contains(place), owner == nil || Self.isSameFile(owner, source.path) {
                owners[place] = source.path
                if number > 1, owner == nil {
                    notes.append(
                        "'\(source.path)' is marked as '\(target)', since the name without the number is taken.")
                }
                return target
            }
            number += 1
        }
    }

    /// `party/photo.webp` becomes `party/photo.webp.masked.png`: formats that can't be written become PNG, and keep
    /// their extension in the name so that they don't collide with `party/photo.png`. Videos become MP4 in the same way.
    private static func target(
        for source: PictureSources.PictureSource, in folder: String?, number: Int = 1
    ) -> String {
        let parts = PathParts(folder.map { "\($0)/\(source.relativePath)" } ?? source.path)
        let suffix = (number > 1 ? "-\(number)" : "") + mark
        let kind = parts.fileExtension.lowercased()
        if source.kind == .video {
            return "\(parts.folder)\(kind == "mp4" ? parts.stem : parts.name)\(suffix).mp4"
        }
        if PictureWriter.fileExtensions.contains(kind) {
            return "\(parts.folder)\(parts.stem)\(suffix).\(parts.fileExtension)"
        }
        return "\(parts.folder)\(parts.name)\(suffix).\(otherJPEGExtensions.contains(kind) ? "jpg" : "png")"
    }

    /// Returns the same for every spelling of a path. Links are not followed, because few paths collide.
    private static func place(_ path: String) -> String { URL(filePath: path).standardizedFileURL.path }

    private static func isSameFile(_ first: String?, _ second: String) -> Bool {
        guard let first else { return false }
        return URL(filePath: first).resolvingSymlinksInPath() == URL(filePath: second).resolvingSymlinksInPath()
    }
}
