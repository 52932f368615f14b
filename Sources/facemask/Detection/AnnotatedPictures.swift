import Drawing
import FaceMask
import Foundation
import Media

/// Writes pictures again with their faces marked.
struct AnnotatedPictures: Sendable {
    private let makesFolders: Bool
    private let annotator = SceneAnnotator()
    private let writer = PictureWriter()

    /// Makes the output folder when it is missing; `nil` writes beside each original.
    init(folder path: String?) throws {
        makesFolders = path != nil
        if let path { try OutputFolder.make(path) }
    }

    func write(_ scene: Scene, of image: Image, to target: String) throws {
        let parts = PathParts(target)
        if makesFolders { try OutputFolder.make(parts.folder) }
        do {
            try writer.write(try annotator.annotate(image, with: scene), to: URL(filePath: target))
        } catch let error as MediaError {
            throw MediaError(error.code, subject: target, reason: error.reason)
        }
    }
}
