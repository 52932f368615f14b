internal import FaceMaskCore
internal import FaceMaskDatasets
package import FaceMaskSynthesis

/// The picture synthesized from one photo, or the reason that there is none: a line of records.jsonl.
package struct SynthesisRecord: Codable, Sendable {
    /// A face of the picture.
    package struct RecordedFace: Codable, Sendable {
        /// The label of its state; `nil` if nothing was drawn over it and the classifier is unsure.
        package var state: String?
        /// Left, top, right and bottom, in pixels.
        var box: [Float]
        /// x and y of the five points that the detector gave.
        var landmarks: [[Float]]
        /// x, y and depth of the 468 points, in pixels, if the mesh was computed.
        var mesh: [[Float]]?
        /// Yaw, pitch and roll, in degrees.
        var pose: [Float]?
        /// The maximum distance between the five points and those of the mesh, as a share of the face's size.
        var disagreement: Float?
        /// The outline of the object.
        var outline: [[Float]]?
        /// The object drawn over the face; `nil` if there is none.
        package var recipe: SynthesisRecipe?
        /// The reason that nothing was drawn.
        package var reason: SkipReason?
    }

    /// The photo's path, as in the user's source.
    var source: String
    /// SHA-256 of the photo's file, in hexadecimal.
    var sourceHash: String
    /// The name of the files that were created from it, unique among the photos.
    var name: String
    /// The number of the variant, from 1.
    var variant: Int
    /// The picture's path below the output folder; `nil` if nothing was drawn.
    var file: String?
    /// The size of the picture's file in bytes: a shorter file was truncated.
    var fileSize: Int?
    var width: Int
    var height: Int
    /// In descending order of area.
    package var faces: [RecordedFace]

    /// Whether an object was drawn over a face.
    package var hasPicture: Bool { file != nil }

    private enum CodingKeys: String, CodingKey {
        case source, name, variant, file, width, height, faces
        case sourceHash = "source_hash"
        case fileSize = "file_size"
    }
}

extension SynthesisRecord {
    /// Identifies a picture.
    struct Key: Hashable {
        /// `SynthesisPhotos.Photo.identity`.
        let photo: String
        let variant: Int
    }

    var key: Key { Key(photo: SynthesisPhotos.Photo.identity(of: source), variant: variant) }

    /// The state of the largest changed face, which determines the picture's folder.
    var mainState: MaskState? {
        faces.first { $0.recipe != nil }?.state.flatMap { MaskState(label: $0) }
    }

    /// Whether all lists have the right lengths and no path leads out of the folder. The file of records may be damaged
    /// or come from elsewhere.
    var isSound: Bool {
        width > 0 && height > 0 && variant > 0 && Self.isName(name) && (file == nil) == (fileSize == nil)
            && (file.map(Self.staysBelow) ?? true) && faces.allSatisfy(\.isSound)
    }

    private static func isName(_ name: String) -> Bool {
        !name.isEmpty && !name.hasPrefix(".") && !name.contains("/") && !name.utf8.contains(0)
    }

    /// Whether the path consists of a folder and a file in it.
    private static func staysBelow(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).map { String($0) }
        return parts.count == 2 && parts.allSatisfy(isName)
    }
}

extension SynthesisRecord.RecordedFace {
    fileprivate var isSound: Bool {
        func pairs(_ lists: [[Float]], _ count: Int) -> Bool {
            lists.allSatisfy { $0.count == count && $0.allSatisfy(\.isFinite) }
        }
        return pairs([box], 4) && pairs(landmarks, 2) && pairs(outline ?? [], 2) && pairs(mesh ?? [], 3)
            && pairs([pose].compactMap(\.self), 3)
    }
}

/// The reasons that nothing is drawn over a face.
package enum SkipReason: String, Codable, CaseIterable, Sendable {
    case tooSmall = "too small"
    case tooTurned = "turned too far"
    case masked = "masked already"
    case maybeMasked = "maybe masked"
    case uncertainLandmarks = "uncertain landmarks"
    case hidden = "too little of it would show"
}

extension SynthesisRecord {
    /// The properties of a face in the annotations in addition to COCO's own keys.
    struct Note: Encodable {
        var recipe: SynthesisRecipe?
        var pose: [Float]?
        var reason: SkipReason?
    }

    /// The picture in the annotations; `nil` if there is none.
    var picture: COCODocument<Note>.Picture? {
        guard let file else { return nil }
        return COCODocument<Note>.Picture(
            file: file, width: width, height: height,
            faces: faces.map { face in
                COCODocument<Note>.AnnotatedFace(
                    state: face.state.flatMap { MaskState(label: $0) },
                    box: Box(x1: face.box[0], y1: face.box[1], x2: face.box[2], y2: face.box[3]),
                    landmarks: Landmarks(pairs: face.landmarks),
                    outline: (face.outline ?? []).map { Point(x: $0[0], y: $0[1]) },
                    note: Note(recipe: face.recipe, pose: face.pose, reason: face.reason))
            })
    }
}

extension Landmarks {
    /// `nil` unless there are five pairs.
    init?(pairs: [[Float]]) {
        guard pairs.count == 5, pairs.allSatisfy({ $0.count == 2 }) else { return nil }
        let points = pairs.map { Point(x: $0[0], y: $0[1]) }
        self.init(
            leftEye: points[0], rightEye: points[1], nose: points[2], leftMouth: points[3], rightMouth: points[4])
    }
}
