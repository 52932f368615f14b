package import Foundation

extension SceneDataset {
    /// Reads annotations in COCO's JSON (https://cocodataset.org/#format-data): boxes are left, top, width and height.
    ///
    /// Pictures are in the folder `images` next to the file, or next to the file itself. Crowds (`iscrowd`) and
    /// categories whose names aren't states are left out. A damaged object is a fault; the others are read.
    ///
    /// - Throws: `DatasetError` if the file isn't COCO JSON or none of its categories names a state.
    package init(cocoFile file: URL) throws {
        var reader = try COCOReader(file)
        reader.noteUnknownCategories()
        let faces = reader.faces { annotation, content throws(Unusable) -> AnnotatedFace? in
            guard let state = content.states[annotation.category] else {
                // A category whose name isn't a state is already a fault.
                if content.categories.contains(annotation.category) { return nil }
                throw Unusable("its category is not in the file")
            }
            if annotation.isCrowd == 1 { return nil }
            guard content.pictures.contains(annotation.picture) else {
                throw Unusable("its picture is not in the file")
            }
            return AnnotatedFace(state: state, extent: .pixels(try annotation.place()))
        }
        let pictures = reader.pictures().map { picture in
            AnnotatedPicture(
                url: picture.url, relativePath: picture.path, faces: faces[picture.id] ?? [], declaredSize: picture.size
            )
        }
        guard !reader.content.states.isEmpty else {
            throw DatasetError(
                .unreadableAnnotations, subject: file.path,
                reason: "none of its categories (\(FolderDataset.quoted(reader.content.categoryNames))) "
                    + "is named after a state")
        }
        self.init(root: file.deletingLastPathComponent(), pictures: pictures, faults: reader.faults)
    }
}
