package import FaceMaskCore
internal import FaceMaskFiles
internal import FaceMaskMedia
internal import Foundation

/// Writes photos again with their faces marked.
package struct AnnotatedPhotos: Sendable {
    private let makesFolders: Bool
    private let annotator: Annotator
    private let writer = PictureWriter()

    /// Makes the output folder at `path` when it is missing; without one, pictures are written beside their originals.
    package init(folder path: String?, style: AnnotationStyle) throws {
        makesFolders = path != nil
        annotator = Annotator(style: style)
        if let path { try OutputFolder.make(path) }
    }

    /// Writes `image` with the faces of `photo` marked to the file at `target`.
    package func write(_ photo: PhotoResult, of image: Image, to target: String) throws {
        let parts = PathParts(target)
        if makesFolders { try OutputFolder.make(parts.folder) }
        let annotated = try annotator.annotated(image, with: photo)
        try MediaError.naming(target) { () throws(MediaError) in
            try writer.write(annotated, to: URL(filePath: target))
        }
    }
}
