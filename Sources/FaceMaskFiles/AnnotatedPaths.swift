internal import Foundation
internal import FaceMaskMedia

/// Decides, before any work, where the marked picture of each source goes.
///
/// No two sources share a target, and no target is another source: what would collide gets a number. The same file
/// named twice is marked once.
package struct AnnotatedPaths {
    /// What stays to be done: the items without those that are our own marked pictures of others among them.
    package private(set) var items: [PictureSources.Item] = []
    /// Where the marked picture of each item goes; as many as `items`.
    package private(set) var targets: [String?] = []
    /// What a person should know of it, in sentences.
    private var notes: [String] = []

    /// More would push the results off a terminal.
    private static let shownNotes = 10

    package var notesForPeople: [String] {
        let more = notes.count - Self.shownNotes
        return notes.prefix(Self.shownNotes) + (more > 0 ? ["… and \(more) more like this."] : [])
    }

    /// Marked pictures bear it before their extension; folders are searched without them.
    private static let mark = ".masked"
    /// JPEG under names that the writer doesn't know.
    private static let otherJPEGExtensions: Set<String> = ["jpe", "jfif"]

    private var owners: [String: String] = [:]

    /// Whether a file's name is that of a marked picture.
    static func isMarked(_ name: String) -> Bool { PathParts(name).stem.hasSuffix(mark) }

    /// `folder` is where marked pictures go; `nil` is beside each original.
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
                notes.append("'\(source.path)' is left out: it is where the marked picture of '\(original)' goes.")
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
                        "'\(source.path)' is marked as '\(target)', since another has that name without number.")
                }
                return target
            }
            number += 1
        }
    }

    /// `party/photo.webp` becomes `party/photo.webp.masked.png`: formats that can't be written become PNG, and keep
    /// their extension in the name so that they don't meet `party/photo.png`. Videos become MP4 alike.
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

    /// The same for every spelling of a path; links are not followed, since most paths never meet another.
    private static func place(_ path: String) -> String { URL(filePath: path).standardizedFileURL.path }

    private static func isSameFile(_ first: String?, _ second: String) -> Bool {
        guard let first else { return false }
        return URL(filePath: first).resolvingSymlinksInPath() == URL(filePath: second).resolvingSymlinksInPath()
    }
}
