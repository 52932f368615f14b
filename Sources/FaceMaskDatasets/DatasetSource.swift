public import Foundation

/// A place that a dataset is read from, whatever its format.
public enum DatasetSource: Sendable {
    /// A folder for each class, no boxes.
    case folders(FolderDataset)
    /// Photos with boxes.
    case scenes(SceneDataset)

    /// Finds out what lies at `url`: a COCO JSON file or a folder of class folders, of YOLO labels, of Pascal VOC
    /// annotations or with a COCO JSON file in it. What `facemask synthesize` made is read by its records, whether its
    /// folder is named or its annotations. Throws `DatasetError`.
    public init(at url: URL, fileExtensions: Set<String>) throws {
        switch FolderWalk.kind(of: url) {
        case .missing: throw DatasetError(.noSuchFolder, subject: url.path, reason: "it is not there")
        case .other: throw DatasetError(.notAFolder, subject: url.path, reason: "it is neither a file nor a folder")
        case .file:
            guard url.pathExtension.lowercased() == "json" else {
                throw DatasetError(
                    .notAFolder, subject: url.path, reason: "it is a file, and only COCO's .json files are read")
            }
            let folder = url.deletingLastPathComponent()
            let isMade = url.lastPathComponent == "annotations.json" && SceneDataset.isMade(folder)
            self = .scenes(try isMade ? SceneDataset(madeFolder: folder) : SceneDataset(cocoFile: url))
        case .folder:
            self = try Self.folder(url, fileExtensions: fileExtensions)
        }
    }

    private static func folder(_ url: URL, fileExtensions: Set<String>) throws -> DatasetSource {
        let names = try FolderWalk.visibleNames(in: url)
        if SceneDataset.isMade(url) { return .scenes(try SceneDataset(madeFolder: url)) }
        if FolderDataset.holdsClasses(url) {
            return .folders(try FolderDataset(scanning: url, fileExtensions: fileExtensions, minimumClasses: 1))
        }
        if YOLONames.exist(in: url) {
            return .scenes(try SceneDataset(yoloFolder: url, fileExtensions: fileExtensions))
        }
        if holdsXML(url, names: names) {
            return .scenes(try SceneDataset(vocFolder: url, fileExtensions: fileExtensions))
        }
        let files = names.filter { $0.lowercased().hasSuffix(".json") }
        if let file = files.first, files.count == 1 {
            return .scenes(try SceneDataset(cocoFile: url.appending(path: file)))
        }
        // Says what is expected, and what was found instead.
        return .folders(try FolderDataset(scanning: url, fileExtensions: fileExtensions))
    }

    private static func holdsXML(_ url: URL, names: [String]) -> Bool {
        let inner = names.filter { $0.lowercased() == "annotations" }
            .flatMap { (try? FolderWalk.visibleNames(in: url.appending(path: $0))) ?? [] }
        return (names + inner).contains { $0.lowercased().hasSuffix(".xml") }
    }
}
