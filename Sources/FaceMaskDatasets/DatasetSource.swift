package import Foundation

/// A dataset of any format.
package enum DatasetSource: Sendable {
    /// A folder for each class, without boxes.
    case folders(FolderDataset)
    /// Photos with boxes.
    case scenes(SceneDataset)

    /// Recognises the format of the dataset at `url` and lists it: a COCO JSON file; or a folder with class folders,
    /// YOLO labels, Pascal VOC annotations or a COCO JSON file. The output of `facemask synthesize`, given by its
    /// folder or by its annotations, is read from its records. Throws `DatasetError` if it isn't a dataset.
    package init(at url: URL, fileExtensions: Set<String>) throws {
        switch FolderWalk.kind(of: url) {
        case .missing: throw DatasetError(.noSuchFolder, subject: url.path, reason: "it doesn't exist")
        case .other: throw DatasetError(.notAFolder, subject: url.path, reason: "it is neither a file nor a folder")
        case .file:
            guard url.pathExtension.lowercased() == "json" else {
                throw DatasetError(
                    .notAFolder, subject: url.path, reason: "it is a file, but only COCO's .json files are supported")
            }
            let folder = url.deletingLastPathComponent()
            let isSynthesis =
                url.lastPathComponent == SynthesisFiles.annotationsName && SynthesisFiles.exist(in: folder)
            self = .scenes(try isSynthesis ? SceneDataset(synthesisFolder: folder) : SceneDataset(cocoFile: url))
        case .folder:
            self = try Self.folder(url, fileExtensions: fileExtensions)
        }
    }

    private static func folder(_ url: URL, fileExtensions: Set<String>) throws -> DatasetSource {
        let names = try FolderWalk.visibleNames(in: url)
        if SynthesisFiles.exist(in: url) { return .scenes(try SceneDataset(synthesisFolder: url)) }
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
        // Throws an error that names what was expected and found.
        return .folders(try FolderDataset(scanning: url, fileExtensions: fileExtensions))
    }

    private static func holdsXML(_ url: URL, names: [String]) -> Bool {
        let inner = names.filter { $0.lowercased() == "annotations" }
            .flatMap { (try? FolderWalk.visibleNames(in: url.appending(path: $0))) ?? [] }
        return (names + inner).contains { $0.lowercased().hasSuffix(".xml") }
    }
}
