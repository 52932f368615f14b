package import FaceMaskCore
package import FaceMaskDatasets
internal import FaceMaskFiles
internal import FaceMaskFormats
internal import FaceMaskMedia
package import Foundation

/// A photo of a dataset with its labels.
package struct LabelledPhoto: Sendable {
    /// The labels of a photo.
    package enum Content: Sendable {
        /// No boxes: the state of the largest face.
        case largestFace(MaskState)
        /// Boxes with a state for each.
        case scene(AnnotatedPicture)
    }

    /// The file.
    package let url: URL
    /// The name of the source, then the path below it.
    package let path: String
    /// The collection that it is from, see `Origins`.
    package let origin: String
    /// Its labels.
    package let content: Content
    /// The beginning of the names of its crops' files, unique among the photos.
    var stem = ""

    /// The annotations, if it has boxes.
    var scene: AnnotatedPicture? {
        if case .scene(let picture) = content { picture } else { nil }
    }
}

/// The photos of one or more datasets.
package struct LabelledPhotos {
    /// The photos, in the order of the sources.
    package private(set) var all: [LabelledPhoto] = []
    /// Notes on what was ignored or left out, one sentence each.
    package private(set) var notes: [String] = []

    /// The number of left-out annotations that are named for each source; the others are counted.
    private static let shownFaults = 10

    /// The real paths of the photos: one that two sources contain is used once.
    private var known: Set<String> = []

    /// Lists the photos of datasets in folders or COCO JSON files without reading them.
    ///
    /// - Throws: `DatasetError` if a source isn't a dataset.
    package init(_ sources: [String], rule: Origins.Rule) throws {
        var names: Set<String> = []
        for path in sources {
            let url = URL(filePath: path)
            let source = try DatasetSource(at: url, fileExtensions: PictureReader.fileExtensions)
            let root: URL
            switch source {
            case .folders(let dataset): root = dataset.root
            case .scenes(let dataset): root = dataset.root
            }
            add(source, named: Self.freeName(of: root, among: &names), rule: rule)
        }
        nameCrops()
    }

    private static func freeName(of root: URL, among names: inout Set<String>) -> String {
        let name = root.standardizedFileURL.lastPathComponent
        let free = (1...).lazy.map { $0 == 1 ? name : "\(name)-\($0)" }.first { !names.contains($0) } ?? name
        names.insert(free)
        return free
    }

    private mutating func add(_ source: DatasetSource, named name: String, rule: Origins.Rule) {
        let contents: [(url: URL, path: String, content: LabelledPhoto.Content)]
        switch source {
        case .folders(let dataset):
            notes += dataset.notes
            contents = dataset.pictures.map { ($0.url, $0.relativePath, .largestFace($0.state)) }
        case .scenes(let dataset):
            notes += dataset.faults.prefix(Self.shownFaults).map { printable("\(name): \($0)") }
            let more = dataset.faults.count - Self.shownFaults
            if more > 0 {
                notes.append("\(name): \(Phrases.count(more, "annotation")) more left out for similar reasons.")
            }
            contents = dataset.pictures.filter { !$0.faces.isEmpty }.map { ($0.url, $0.relativePath, .scene($0)) }
        }
        let origins = Origins.origins(of: contents.map(\.path), source: name, by: rule)
        var repeated = 0
        for (content, origin) in zip(contents, origins) {
            guard known.insert(content.url.resolvingSymlinksInPath().path).inserted else {
                repeated += 1
                continue
            }
            all.append(
                LabelledPhoto(
                    url: content.url, path: name + "/" + content.path, origin: origin, content: content.content))
        }
        if repeated > 0 {
            notes.append("\(name): \(Phrases.count(repeated, "photo")) also in an earlier source, used once.")
        }
    }

    /// Gives each photo a unique stem, also on file systems that don't distinguish upper and lower case.
    private mutating func nameCrops() {
        var taken: [String: Int] = [:]
        for index in all.indices {
            let source = all[index].path.prefix { $0 != "/" }
            let stem = Self.plain(source + "-" + PathParts(all[index].path).stem)
            let count = taken[stem.lowercased(), default: 0] + 1
            taken[stem.lowercased()] = count
            // `plain` leaves no '~' in a name, so a numbered name can't equal another photo's.
            all[index].stem = count == 1 ? stem : "\(stem)~\(count)"
        }
    }

    /// Returns a name of ASCII letters and digits, hyphens, underscores and full stops, short enough for any file
    /// system.
    private static func plain(_ name: String) -> String {
        String(
            name.unicodeScalars.map { scalar in
                let character = Character(scalar)
                return scalar.isASCII && (character.isLetter || character.isNumber || "-_.".contains(character))
                    ? character : "_"
            }.prefix(longestStem))
    }

    private static let longestStem = 100
}
