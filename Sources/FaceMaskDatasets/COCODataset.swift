public import Foundation
internal import FaceMaskCore

extension SceneDataset {
    /// Reads annotations in COCO's JSON (https://cocodataset.org/#format-data): boxes are left, top, width and height.
    ///
    /// Pictures are in the folder `images` next to the file, or next to the file itself. Crowds (`iscrowd`) and
    /// categories whose names aren't states are left out. A damaged object is a fault; the others are read.
    ///
    /// - Throws: `DatasetError` if the file isn't COCO JSON or none of its categories names a state.
    public init(cocoFile file: URL) throws {
        let content = try COCOFile(contentsOf: file)
        var reader = COCOReader(content, file: file)
        reader.collect()
        guard !reader.states.isEmpty else {
            let names = content.categories.compactMap { try? $0.get().name }
            throw DatasetError(
                .unreadableAnnotations, subject: file.path,
                reason: "none of its categories (\(FolderDataset.quoted(names))) is named after a state")
        }
        self.init(root: file.deletingLastPathComponent(), pictures: reader.pictures, faults: reader.faults)
    }
}

private struct COCOReader {
    private let content: COCOFile
    private let folder: URL
    private(set) var states: [COCOIdentifier: MaskState] = [:]
    private(set) var pictures: [AnnotatedPicture] = []
    private(set) var faults: [AnnotationFault] = []

    init(_ content: COCOFile, file: URL) {
        self.content = content
        folder = file.deletingLastPathComponent()
    }

    mutating func collect() {
        readCategories()
        let faces = facesByPicture()
        for (index, element) in content.images.enumerated() {
            do {
                let picture = try element.get()
                guard let place = place(of: picture.fileName) else {
                    note("The picture '\(picture.fileName)'", "its path leads outside the folder")
                    continue
                }
                let size = AnnotatedPicture.Size(width: picture.width, height: picture.height)
                pictures.append(
                    AnnotatedPicture(
                        url: place.url, relativePath: place.path, faces: faces[picture.id] ?? [], declaredSize: size))
            } catch {
                note("Picture \(index + 1) of the list", error)
            }
        }
    }

    private mutating func readCategories() {
        for (index, element) in content.categories.enumerated() {
            do {
                let category = try element.get()
                states[category.id] = MaskState(label: category.name)
                if states[category.id] == nil { note("The category '\(category.name)'", "its name is not a state") }
            } catch {
                note("Category \(index + 1) of the list", error)
            }
        }
    }

    private mutating func facesByPicture() -> [COCOIdentifier: [AnnotatedFace]] {
        let known = Set(content.images.compactMap { try? $0.get().id })
        let named = Set(content.categories.compactMap { try? $0.get().id })
        var faces: [COCOIdentifier: [AnnotatedFace]] = [:]
        for (index, element) in content.annotations.enumerated() {
            let subject = "Annotation \(index + 1) of the list"
            do {
                let annotation = try element.get()
                // A category whose name isn't a state is already a fault.
                guard let state = states[annotation.category] else {
                    if !named.contains(annotation.category) { note(subject, "its category is not in the file") }
                    continue
                }
                if annotation.isCrowd == 1 { continue }
                guard known.contains(annotation.picture) else {
                    note(subject, "its picture is not in the file")
                    continue
                }
                guard annotation.box.count == 4, let box = Box(coco: annotation.box) else {
                    note(subject, "its box is not four numbers with a width and a height")
                    continue
                }
                faces[annotation.picture, default: []].append(AnnotatedFace(state: state, extent: .pixels(box)))
            } catch {
                note(subject, error)
            }
        }
        return faces
    }

    private func place(of name: String) -> (url: URL, path: String)? {
        guard let path = SceneDataset.safePath(name) else { return nil }
        let inImages = folder.appending(path: "images/" + path)
        return FolderWalk.kind(of: inImages) == .file
            ? (inImages, "images/" + path) : (folder.appending(path: path), path)
    }

    private mutating func note(_ subject: String, _ reason: String) {
        faults.append(AnnotationFault(subject: subject, reason: reason))
    }

    private mutating func note(_ subject: String, _ error: any Error) {
        note(subject, (error as? DecodingError)?.clause ?? systemReason(of: error))
    }
}

extension Box {
    /// Creates a box from left, top, width and height; `nil` if they don't form a box.
    init?(coco values: [Double]) {
        self.init(
            x1: Float(values[0]), y1: Float(values[1]), x2: Float(values[0] + values[2]),
            y2: Float(values[1] + values[3]))
        if isEmpty || !x1.isFinite || !y1.isFinite { return nil }
    }
}
