package import FaceMaskCore
internal import FaceMaskDatasets
internal import FaceMaskMedia
package import Foundation

/// A picture of a dataset to inspect, with its label and records.
package struct ListedPicture: Sendable {
    /// The file.
    package let url: URL
    /// The path below the dataset's folder.
    package let file: String
    /// The label.
    package let state: MaskState
    /// The collection that it is from; `nil` if it isn't recorded.
    package let origin: String?
    /// The face's box in pixels of the picture; `nil` if it isn't recorded.
    package let face: Box?
    /// The shorter side of the face's box in pixels of the photo that it was cropped from; `nil` if it isn't recorded.
    package let faceSide: Float?
    /// The SHA-256 of the file according to its record; `nil` if it isn't recorded.
    package let recordedHash: String?
}

/// The pictures of a crop set or a folder of class folders.
struct LabelledSet {
    /// The pictures, in the dataset's order.
    let pictures: [ListedPicture]
    /// The recorded group of near-copies of each picture; `nil` if none are recorded.
    let groups: [Int]?
    /// Notes on what was ignored, one sentence each.
    let notes: [String]

    /// Lists the pictures without reading them.
    ///
    /// - Throws: `DatasetError` if the folder isn't a dataset, `Failure` if it contains photos with boxes.
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
                "'\(path)' contains photos with boxes; cut out their faces with 'facemask dataset prepare' and "
                    + "inspect the result.")
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
