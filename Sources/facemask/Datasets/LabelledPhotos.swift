import FaceMaskFormats
import FaceMaskFiles
import FaceMaskCore
import FaceMaskDatasets
import FaceMask
import Foundation
import FaceMaskMedia

/// A photo of a dataset, before anybody looked at it.
struct LabelledPhoto: Sendable {
    enum Content: Sendable {
        /// Nobody drew boxes; the largest face shows this.
        case largestFace(MaskState)
        /// These faces were marked.
        case scene(AnnotatedPicture)
    }

    let url: URL
    /// The name of the source, then the path below it.
    let path: String
    let origin: String
    let content: Content
    /// What the names of its crops' files begin with; no other photo's do.
    var stem = ""

    var scene: AnnotatedPicture? {
        if case .scene(let picture) = content { picture } else { nil }
    }
}

/// The photos of several datasets.
struct LabelledPhotos {
    private(set) var all: [LabelledPhoto] = []
    /// What the person should know, one sentence each.
    private(set) var notes: [String] = []

    /// Annotations that were left out are told one by one up to this number a source.
    private static let shownFaults = 10

    /// A photo that two sources name is used once.
    private var known: Set<String> = []

    init(_ sources: [String], rule: Origins.Rule) throws {
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
                notes.append("\(name): \(Phrases.count(more, "annotation")) more left out for like reasons.")
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
            notes.append("\(name): \(Phrases.count(repeated, "photo")) that an earlier source names too, used once.")
        }
    }

    /// Gives each photo a stem that no other one has, whatever the file system makes of upper and lower case.
    private mutating func nameCrops() {
        var taken: [String: Int] = [:]
        for index in all.indices {
            let source = all[index].path.prefix { $0 != "/" }
            let stem = Self.plain(source + "-" + PathParts(all[index].path).stem)
            let count = taken[stem.lowercased(), default: 0] + 1
            taken[stem.lowercased()] = count
            // No plain name holds a '~', so that what is appended makes no other photo's name.
            all[index].stem = count == 1 ? stem : "\(stem)~\(count)"
        }
    }

    /// Letters and digits of ASCII, hyphens, underscores and full stops; short enough for any file system.
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
