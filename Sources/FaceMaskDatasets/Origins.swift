import FaceMaskCore

/// Derives the origins of photos, the collections that they are from, from their paths.
package enum Origins {
    /// The part of a path that names the origin.
    package enum Rule: String, CaseIterable, Sendable {
        /// The first word of the file's name.
        case name
        /// The first folder below the source whose name is neither a class nor a general one, such as `images`.
        case folder
    }

    /// The minimum number of photos of an origin: fewer are too few to be held out, and may show a single person.
    package static let minimumPhotos = 20

    /// Words that describe a file, not its origin.
    private static let generalWords: Set<String> = [
        "image", "images", "img", "photo", "picture", "pic", "frame", "face", "faces", "crop", "sample", "augmented",
        "mask", "with", "without", "no", "incorrect", "screenshot", "download", "dsc", "scan", "untitled", "file",
        "test",
        "train", "val",
    ]
    private static let generalFolders: Set<String> = ["images", "jpegimages", "train", "val", "valid", "test"]

    /// Returns the origin of each photo of a source: `source` or `source/word`. Paths are relative to the source.
    package static func origins(of paths: [String], source: String, by rule: Rule) -> [String] {
        let words = paths.map { rule == .name ? firstWord(ofFile: $0) : firstFolder(of: $0) }
        let counts = words.reduce(into: [String: Int]()) { if let word = $1 { $0[word, default: 0] += 1 } }
        return words.map { word in
            guard let word, counts[word, default: 0] >= minimumPhotos else { return source }
            return source + "/" + word
        }
    }

    /// Returns the part of a name before the first hyphen or underscore, or before the digits at its end, if it begins
    /// with a letter.
    static func firstWord(ofFile path: String) -> String? {
        let name = path.split(separator: "/").last ?? ""
        let stem = name.lastIndex(of: ".").map { name[..<$0] } ?? name
        let word = stem.firstIndex { $0 == "-" || $0 == "_" }.map { stem[..<$0] } ?? withoutNumber(stem)
        guard let first = word.first, first.isLetter, !generalWords.contains(word.lowercased()) else { return nil }
        return String(word)
    }

    private static func withoutNumber(_ stem: Substring) -> Substring {
        guard let last = stem.last, last.isNumber, let letter = stem.lastIndex(where: { !$0.isNumber }) else {
            return ""
        }
        return stem[...letter]
    }

    private static func firstFolder(of path: String) -> String? {
        path.split(separator: "/").dropLast().map { String($0) }
            .first { MaskState(label: $0) == nil && !generalFolders.contains($0.lowercased()) }
    }
}
