internal import FaceMaskCore
internal import Foundation

/// Reads the lists of a COCO file. An element that can't be used becomes a fault; the others are read. What is a face
/// is for the kind of dataset to say.
struct COCOReader {
    /// The parts that faces refer to.
    struct Content {
        /// The categories that are named after a state.
        var states: [COCOIdentifier: MaskState] = [:]
        /// All categories.
        var categories: Set<COCOIdentifier> = []
        /// Their names, in the file's order.
        var categoryNames: [String] = []
        /// All pictures.
        var pictures: Set<COCOIdentifier> = []
    }

    /// A picture of the list, which is in the folder `images` next to the file, or next to the file itself.
    struct Picture {
        let id: COCOIdentifier
        let url: URL
        /// The path in the list.
        let name: String
        /// The path below the file's folder.
        let path: String
        let size: AnnotatedPicture.Size?
    }

    let content: Content
    /// In the order in which the lists are read.
    private(set) var faults: [AnnotationFault] = []
    private let file: COCOFile
    private let folder: URL

    /// Reads a file. Throws `DatasetError` if it can't be read or isn't COCO JSON.
    init(_ url: URL) throws {
        file = try COCOFile(contentsOf: url)
        folder = url.deletingLastPathComponent()
        var content = Content(pictures: Set(file.images.compactMap { try? $0.get().id }))
        for category in file.categories.compactMap({ try? $0.get() }) {
            content.states[category.id] = MaskState(label: category.name)
            content.categories.insert(category.id)
            content.categoryNames.append(category.name)
        }
        self.content = content
    }

    /// Notes the categories that can't be read or whose names aren't states.
    mutating func noteUnknownCategories() {
        _ = read(file.categories, "Category") { category, _ throws(Unusable) in
            if MaskState(label: category.name) == nil {
                throw Unusable("its name is not a state", subject: "The category '\(category.name)'")
            }
        }
    }

    /// Returns the faces of each picture; `nil` from `face` leaves out an annotation that is not one.
    mutating func faces<Face>(
        _ face: (COCOFile.Annotation, Content) throws(Unusable) -> Face?
    ) -> [COCOIdentifier: [Face]] {
        let content = content
        let found = read(file.annotations, "Annotation") { annotation, _ throws(Unusable) in
            try face(annotation, content).map { (annotation.picture, $0) }
        }
        var faces: [COCOIdentifier: [Face]] = [:]
        for case let (picture, face)? in found { faces[picture, default: []].append(face) }
        return faces
    }

    /// Returns the pictures whose paths stay below the file's folder, in the file's order.
    mutating func pictures() -> [Picture] {
        read(file.images, "Picture") { picture, folder throws(Unusable) in
            guard let name = SceneDataset.safePath(picture.fileName) else {
                throw Unusable("its path leads outside the folder", subject: "The picture '\(picture.fileName)'")
            }
            let inImages = folder.appending(path: "images/" + name)
            let isInImages = FolderWalk.kind(of: inImages) == .file
            return Picture(
                id: picture.id, url: isInImages ? inImages : folder.appending(path: name), name: name,
                path: isInImages ? "images/" + name : name,
                size: AnnotatedPicture.Size(width: picture.width, height: picture.height))
        }
    }

    private mutating func read<Element, Value>(
        _ list: [Tolerant<Element>], _ kind: String, _ value: (Element, URL) throws(Unusable) -> Value
    ) -> [Value] {
        var values: [Value] = []
        for (index, element) in list.enumerated() {
            do {
                values.append(try value(try element.get(), folder))
            } catch {
                let unusable = error as? Unusable
                faults.append(
                    AnnotationFault(
                        subject: unusable?.subject ?? "\(kind) \(index + 1) of the list",
                        reason: unusable?.reason ?? (error as? DecodingError)?.clause ?? systemReason(of: error)))
            }
        }
        return values
    }
}

/// The reason why an element of a list is left out.
struct Unusable: Error {
    /// A clause without a full stop.
    let reason: String
    /// The element; `nil` for its place in the list.
    let subject: String?

    init(_ reason: String, subject: String? = nil) { (self.reason, self.subject) = (reason, subject) }
}

extension COCOFile.Annotation {
    /// Returns the box in pixels of the picture.
    func place() throws(Unusable) -> Box {
        guard box.count == 4, let place = Box(coco: box) else {
            throw Unusable("its box is not four numbers with a width and a height")
        }
        return place
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
