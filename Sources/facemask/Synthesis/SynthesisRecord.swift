import FaceMaskDatasets
import FaceMask
import Foundation
import FaceMaskSynthesis

/// What was made of one photo, or why nothing was: a line of records.jsonl.
struct SynthesisRecord: Codable {
    /// A face of the picture.
    struct MadeFace: Codable {
        /// What it shows, by its label; `nil` where the classifier is unsure of a face that was left as it was.
        var state: String?
        /// Left, top, right and bottom, in pixels.
        var box: [Float]
        /// x and y of the five points that the detector gave.
        var landmarks: [[Float]]
        /// x, y and depth of the 468 points, in pixels, where they were looked for.
        var mesh: [[Float]]?
        /// Degrees: aside, down and sideways.
        var pose: [Float]?
        /// How far the mesh and the five points lie apart at most, in shares of the face's size.
        var disagreement: Float?
        /// The edge of what was laid on.
        var outline: [[Float]]?
        var recipe: SynthesisRecipe?
        /// Why it was left as it was.
        var reason: SkipReason?
    }

    /// The photo's path, as the user's source names it.
    var source: String
    /// SHA-256 of the photo's file, in hexadecimal.
    var sourceHash: String
    /// What files made of it are called, which no other photo shares.
    var name: String
    /// 1 and on.
    var variant: Int
    /// The picture below the output folder; `nil` where nothing was made.
    var file: String?
    /// Its bytes: what is shorter was cut off.
    var fileSize: Int?
    var width: Int
    var height: Int
    /// By falling area.
    var faces: [MadeFace]

    /// Whether something was laid on a face.
    var isMade: Bool { file != nil }

    private enum CodingKeys: String, CodingKey {
        case source, name, variant, file, width, height, faces
        case sourceHash = "source_hash"
        case fileSize = "file_size"
    }
}

extension SynthesisRecord {
    /// Which picture it is of.
    struct Key: Hashable {
        /// `SynthesisPhotos.Photo.identity`.
        let photo: String
        let variant: Int
    }

    var key: Key { Key(photo: SynthesisPhotos.Photo.identity(of: source), variant: variant) }

    /// What the largest face shows that something was laid on: the picture's class.
    var mainState: MaskState? {
        faces.first { $0.recipe != nil }?.state.flatMap { MaskState(label: $0) }
    }

    /// Whether every list has the length that it must have, and no name leads out of the folder: records lie in files, and
    /// files get damaged or come from elsewhere.
    var isSound: Bool {
        width > 0 && height > 0 && variant > 0 && Self.isName(name) && (file == nil) == (fileSize == nil)
            && (file.map(Self.staysBelow) ?? true) && faces.allSatisfy(\.isSound)
    }

    private static func isName(_ name: String) -> Bool {
        !name.isEmpty && !name.hasPrefix(".") && !name.contains("/") && !name.utf8.contains(0)
    }

    /// A file in a folder, and nothing else.
    private static func staysBelow(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).map { String($0) }
        return parts.count == 2 && parts.allSatisfy(isName)
    }
}

extension SynthesisRecord.MadeFace {
    fileprivate var isSound: Bool {
        func pairs(_ lists: [[Float]], _ count: Int) -> Bool {
            lists.allSatisfy { $0.count == count && $0.allSatisfy(\.isFinite) }
        }
        return pairs([box], 4) && pairs(landmarks, 2) && pairs(outline ?? [], 2) && pairs(mesh ?? [], 3)
            && pairs([pose].compactMap(\.self), 3)
    }
}

/// Why a face is left as it is.
enum SkipReason: String, Codable, CaseIterable {
    case tooSmall = "too small"
    case tooTurned = "turned too far"
    case masked = "masked already"
    case maybeMasked = "maybe masked"
    case uncertainLandmarks = "uncertain landmarks"
    case hidden = "too little of it would show"
}

extension SynthesisRecord {
    /// What COCO is told of it.
    struct Note: Encodable {
        var recipe: SynthesisRecipe?
        var pose: [Float]?
        var reason: SkipReason?
    }

    /// `nil` where nothing was made.
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
