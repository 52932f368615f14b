package import FaceMaskCore
package import Foundation

/// A face in a photo for training or evaluating a detector.
package struct LabelledFace: Hashable, Sendable {
    /// In pixels of the picture.
    package var box: Box
    /// In pixels of the picture; `nil` if they are not annotated.
    package var landmarks: Landmarks?
    /// `nil` if the category's name isn't a state. ("face" is one: in datasets about masks it means a bare face.)
    package var state: MaskState?
    /// Whether it is neither a face to detect nor background: COCO's `iscrowd`.
    package var isIgnored: Bool
}

/// Photos in which every face has a box: COCO's JSON, optionally with five key points for each face.
///
/// Other formats aren't read: `SceneDataset` leaves out faces whose class isn't a state, which a detector would learn as
/// background, and has neither key points nor ignored faces.
package struct FaceDataset: Sendable {
    /// One photo.
    package struct Picture: Hashable, Sendable {
        /// The file.
        package var url: URL
        /// The path below the dataset's root.
        package var relativePath: String
        /// All faces, including ignored ones.
        package var faces: [LabelledFace]
    }

    /// The photos in the order of their relative paths, each file once.
    package let pictures: [Picture]
    /// The annotations that can't be used.
    package let faults: [AnnotationFault]

    /// Reads annotations in COCO's JSON (https://cocodataset.org/#format-data). Boxes are left, top, width and height;
    /// `keypoints` are left eye, right eye, nose, left and right corner of the mouth, each with a visibility, 0 where
    /// unknown; a face with `iscrowd` is ignored. Categories whose names aren't states are plain faces.
    ///
    /// Pictures are in the folder `images` next to the file, or next to the file itself. A damaged object is a fault;
    /// the others are read.
    ///
    /// - Throws: `DatasetError` if the file isn't COCO JSON or names no pictures.
    package init(cocoFile file: URL) throws {
        var reader = try COCOReader(file)
        let faces = reader.faces { annotation, content throws(Unusable) -> LabelledFace? in
            LabelledFace(
                box: try annotation.place(), landmarks: Landmarks(coco: annotation.keypoints ?? []),
                state: content.states[annotation.category], isIgnored: annotation.isCrowd == 1)
        }
        var pictures: [String: Picture] = [:]
        for picture in reader.pictures() {
            let known = pictures[picture.name]?.faces ?? []
            pictures[picture.name] = Picture(
                url: picture.url, relativePath: picture.name,
                faces: known + (faces[picture.id] ?? []).filter { !known.contains($0) })
        }
        guard !pictures.isEmpty else {
            throw DatasetError(.unreadableAnnotations, subject: file.path, reason: "it names no pictures")
        }
        self.pictures = pictures.values.sorted { $0.relativePath < $1.relativePath }
        faults = reader.faults
    }
}

extension Landmarks {
    /// Creates landmarks from five points of three numbers: x and y, in pixels, and visibility; `nil` unless all are
    /// known.
    fileprivate init?(coco values: [Double]) {
        guard values.count == 15, values.allSatisfy(\.isFinite), (0..<5).allSatisfy({ values[$0 * 3 + 2] > 0 }) else {
            return nil
        }
        let points = (0..<5).map { Point(x: Float(values[$0 * 3]), y: Float(values[$0 * 3 + 1])) }
        self.init(
            leftEye: points[0], rightEye: points[1], nose: points[2], leftMouth: points[3], rightMouth: points[4])
    }
}
