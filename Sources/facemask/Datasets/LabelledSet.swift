import FaceMaskCore
import ArgumentParser
import FaceMaskDatasets
import FaceMask
import Foundation
import FaceMaskMedia

/// A picture of a dataset that is inspected, and what the dataset says of it.
struct ListedPicture: Sendable {
    let url: URL
    /// The path below the dataset's folder.
    let file: String
    let state: MaskState
    let origin: String?
    /// Where the face is; `nil` when nobody said.
    let face: Box?
    /// The shorter side of the face in the photo it was cut from.
    let faceSide: Float?
    /// The hash that its record says the file has.
    let recordedHash: String?
}

/// A crop set or a folder of class folders, listed.
struct LabelledSet {
    let pictures: [ListedPicture]
    /// The recorded group of each picture; `nil` where none is recorded.
    let groups: [Int]?
    /// What the person should know, one sentence each.
    let notes: [String]

    init(path: String) throws {
        let root = URL(filePath: path, directoryHint: .isDirectory)
        if CropSet.exists(at: root) {
            let set = try CropSet(contentsOf: root)
            pictures = set.crops.map {
                ListedPicture(
                    url: set.url(of: $0), file: $0.file, state: $0.state, origin: $0.origin, face: $0.box,
                    faceSide: $0.faceSide, recordedHash: $0.hash)
            }
            groups = set.crops.map(\.group)
            notes = []
            return
        }
        guard case .folders(let dataset) = try DatasetSource(at: root, fileExtensions: PictureReader.fileExtensions)
        else {
            throw Failure(
                .usage,
                "'\(path)' holds photos with boxes; cut their faces out with 'facemask dataset prepare' and "
                    + "inspect what it writes.")
        }
        pictures = dataset.pictures.map {
            ListedPicture(
                url: $0.url, file: $0.relativePath, state: $0.state, origin: nil, face: nil, faceSide: nil,
                recordedHash: nil)
        }
        groups = nil
        notes = dataset.notes
    }
}
