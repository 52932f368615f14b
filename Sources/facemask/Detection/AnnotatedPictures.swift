import FaceMaskFiles
import FaceMaskDrawing
import FaceMask
import Foundation
import FaceMaskMedia

/// Writes pictures again with their faces marked.
struct AnnotatedPictures: Sendable {
    private let makesFolders: Bool
    private let marks: AnnotationOptions
    private let writer = PictureWriter()

    /// Makes the output folder when it is missing; `nil` writes beside each original.
    init(folder path: String?, marks: AnnotationOptions) throws {
        makesFolders = path != nil
        self.marks = marks
        if let path { try OutputFolder.make(path) }
    }

    func write(_ photo: PhotoResult, of image: Image, to target: String) throws {
        let parts = PathParts(target)
        if makesFolders { try OutputFolder.make(parts.folder) }
        do {
            try writer.write(try marks.marked(image, with: photo), to: URL(filePath: target))
        } catch let error as MediaError {
            throw MediaError(error.code, subject: target, reason: error.reason)
        }
    }
}

/// How whatever is written shows people.
struct AnnotationOptions: Sendable {
    /// Whether faces are made unrecognisable.
    var hidesFaces = false
    private let annotator = SceneAnnotator()
    private let hider = FaceHider()

    init(hidesFaces: Bool = false) { self.hidesFaces = hidesFaces }

    func marked(_ image: Image, with photo: PhotoResult) throws -> Image {
        guard hidesFaces else { return try annotator.annotate(image, with: photo) }
        return try annotator.annotate(hider.hide(photo.sightings.map(\.face.box), in: image), with: photo)
    }

    /// `others` are boxes of faces that have no mark and are to be hidden as well.
    func marked(_ image: Image, with frame: FrameResult, hiding others: [Box] = []) throws -> Image {
        guard hidesFaces else { return try annotator.annotate(image, with: frame) }
        let faces = frame.sightings.map(\.face.box) + frame.tracks.map(\.box) + others
        return try annotator.annotate(hider.hide(faces, in: image), with: frame)
    }
}
