internal import FaceMaskCore
internal import FaceMaskDatasetTools
internal import FaceMaskDatasets
internal import FaceMaskFiles
internal import Foundation

/// The dataset of an evaluation, in pieces of work.
struct EvaluationDataset: Sendable {
    /// The form of a dataset.
    enum Kind: String, Encodable, Sendable {
        case cropSet = "crop_set"
        case folders
        case scenes
    }

    /// A few crops that are classified in one batch, or a photo.
    enum Piece: Sendable {
        case crops([FaceCrop])
        case photo(LabelledPhoto)

        var count: Int {
            switch self {
            case .crops(let crops): crops.count
            case .photo: 1
            }
        }
    }

    /// Faces in a batch; larger ones are no faster (docs/measurements.md).
    static let batch = 8

    let path: String
    let kind: Kind
    let root: URL
    let pieces: [Piece]
    /// The origins of the evaluated faces, sorted.
    let origins: [String]
    /// What was ignored or left out, one sentence each.
    let notes: [String]

    /// The number of crops or photos.
    var pictures: Int { pieces.reduce(0) { $0 + $1.count } }

    /// Lists a crop set, a tree of class folders, or photos with boxes; no picture is read.
    ///
    /// - Parameters:
    ///   - path: The dataset.
    ///   - wanted: The origins to evaluate, each whole (`scenes/tv`) or by its last part (`tv`); all when empty.
    ///   - tested: The crops to evaluate; all when `nil`.
    /// - Throws: `DatasetError` when the dataset can't be read, `Failure` when nothing of it is to be evaluated.
    init(path: String, origins wanted: [String], tested: Set<String>? = nil) throws {
        self.path = path
        let url = URL(filePath: path)
        if CropSet.exists(at: url) {
            let tested = try CropSet(contentsOf: url).crops.filter { tested?.contains($0.file) ?? true }
            if tested.isEmpty {
                throw Failure(
                    .badData,
                    "No face of '\(path)' is in the test part that --test-of names; give the split.csv of a "
                        + "training on this crop set.")
            }
            let filter = try OriginFilter(wanted, among: tested.map(\.origin), dataset: path)
            let crops = tested.filter { filter.admits($0.origin) }
            kind = .cropSet
            root = url
            notes = []
            origins = filter.admitted
            pieces = stride(from: 0, to: crops.count, by: Self.batch).map {
                .crops(Array(crops[$0..<min($0 + Self.batch, crops.count)]))
            }
            return
        }
        if FileManager.default.fileExists(atPath: path), PathParts(path).name == CropSet.recordsName {
            throw Failure(.usage, "'\(path)' is the file of a crop set; give its folder instead.")
        }
        if tested != nil {
            throw Failure(.usage, "--test-of needs a crop set as --dataset, and '\(path)' isn't one.")
        }
        let photos = try LabelledPhotos([path], rule: .name)
        let filter = try OriginFilter(wanted, among: photos.all.map(\.origin), dataset: path)
        let admitted = photos.all.filter { filter.admits($0.origin) }
        let hasBoxes = admitted.contains { if case .scene = $0.content { true } else { false } }
        kind = hasBoxes ? .scenes : .folders
        root = url
        notes = photos.notes
        origins = filter.admitted
        pieces = admitted.map { .photo($0) }
    }
}

/// The origins to evaluate.
private struct OriginFilter {
    let admitted: [String]

    init(_ wanted: [String], among all: [String], dataset: String) throws {
        let known = Set(all).sorted()
        for name in wanted where !known.contains(where: { Self.matches($0, name) }) {
            throw Failure(
                .usage,
                "No face of '\(dataset)' has the origin '\(name)'; the origins are \(known.joined(separator: ", ")).")
        }
        admitted = wanted.isEmpty ? known : known.filter { origin in wanted.contains { Self.matches(origin, $0) } }
    }

    func admits(_ origin: String) -> Bool { admitted.contains(origin) }

    private static func matches(_ origin: String, _ name: String) -> Bool {
        origin == name || PathParts(origin).name == name
    }
}
