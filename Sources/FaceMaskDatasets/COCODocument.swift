internal import FaceMaskFormats
package import FaceMaskCore
package import Foundation

/// Photos with boxes, to be written as COCO's JSON (https://cocodataset.org/#format-data), which `SceneDataset` and
/// other programs read.
package struct COCODocument<Note: Encodable & Sendable>: Sendable {
    /// A face in a picture.
    package struct AnnotatedFace: Sendable {
        /// Its state; `nil` if it is unknown: the face is then written as a crowd, which readers leave out.
        package var state: MaskState?
        /// In pixels of the picture.
        package var box: Box
        /// The five landmarks, COCO's `keypoints`.
        package var landmarks: Landmarks?
        /// The outline of its mask, COCO's `segmentation`.
        package var outline: [Point]
        /// Further properties of the face.
        package var note: Note?

        /// Creates a face.
        package init(state: MaskState?, box: Box, landmarks: Landmarks?, outline: [Point] = [], note: Note? = nil) {
            (self.state, self.box, self.landmarks, self.outline, self.note) = (state, box, landmarks, outline, note)
        }
    }

    /// A picture with its faces.
    package struct Picture: Sendable {
        /// The path below the document's folder.
        package var file: String
        /// The width in pixels.
        package var width: Int
        /// The height in pixels.
        package var height: Int
        /// The faces.
        package var faces: [AnnotatedFace]

        /// Creates a picture.
        package init(file: String, width: Int, height: Int, faces: [AnnotatedFace]) {
            (self.file, self.width, self.height, self.faces) = (file, width, height, faces)
        }
    }

    /// The pictures, numbered from 1 in this order.
    package var pictures: [Picture]

    /// Creates a document.
    package init(_ pictures: [Picture]) { self.pictures = pictures }

    /// Returns the document as JSON, the same bytes for the same content.
    ///
    /// - Parameter noteName: The key of a face's note.
    /// - Returns: The text in UTF-8.
    /// - Throws: `EncodingError` if a note can't be encoded.
    package func json(noteName: String) throws -> Data {
        let names = ["left_eye", "right_eye", "nose", "left_mouth", "right_mouth"]
        let categories = MaskState.allCases.enumerated().map { index, state in
            WrittenCategory(id: index + 1, name: state.label, keypoints: names)
        }
        var images: [WrittenPicture] = []
        var annotations: [WrittenFace<Note>] = []
        for (index, picture) in pictures.enumerated() {
            images.append(
                WrittenPicture(id: index + 1, file: picture.file, width: picture.width, height: picture.height))
            for face in picture.faces {
                annotations.append(
                    WrittenFace(face, id: annotations.count + 1, picture: index + 1, noteName: noteName))
            }
        }
        return try JSONEncoder.line.encode(Written(categories: categories, images: images, annotations: annotations))
    }

    private struct Written: Encodable {
        let categories: [WrittenCategory]
        let images: [WrittenPicture]
        let annotations: [WrittenFace<Note>]
    }
}

private struct WrittenCategory: Encodable {
    let id: Int
    let name: String
    let keypoints: [String]
}

private struct WrittenPicture: Encodable {
    let id: Int
    let file: String
    let width: Int
    let height: Int

    private enum CodingKeys: String, CodingKey {
        case id, width, height
        case file = "file_name"
    }
}

private struct WrittenFace<Note: Encodable & Sendable>: Encodable {
    private let face: COCODocument<Note>.AnnotatedFace
    private let id: Int
    private let picture: Int
    private let noteName: String

    init(_ face: COCODocument<Note>.AnnotatedFace, id: Int, picture: Int, noteName: String) {
        (self.face, self.id, self.picture, self.noteName) = (face, id, picture, noteName)
    }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        let state = face.state ?? .notWorn
        try container.encode(id, forKey: Key("id"))
        try container.encode(picture, forKey: Key("image_id"))
        try container.encode((MaskState.allCases.firstIndex(of: state) ?? 0) + 1, forKey: Key("category_id"))
        try container.encode(face.state == nil ? 1 : 0, forKey: Key("iscrowd"))
        let box = [face.box.x1, face.box.y1, face.box.width, face.box.height]
        try container.encode(box.map { RoundedNumber.pixels($0) }, forKey: Key("bbox"))
        try container.encode(RoundedNumber.pixels(face.box.area), forKey: Key("area"))
        if let landmarks = face.landmarks {
            // 2: labelled and visible, as far as the detector can tell.
            let points = landmarks.points.flatMap { [RoundedNumber.pixels($0.x), .pixels($0.y), .pixels(Float(2))] }
            try container.encode(points, forKey: Key("keypoints"))
            try container.encode(landmarks.points.count, forKey: Key("num_keypoints"))
        }
        let polygon = face.outline.flatMap { [RoundedNumber.pixels($0.x), .pixels($0.y)] }
        try container.encode(polygon.isEmpty ? [] : [polygon], forKey: Key("segmentation"))
        if let note = face.note { try container.encode(note, forKey: Key(noteName)) }
    }
}
