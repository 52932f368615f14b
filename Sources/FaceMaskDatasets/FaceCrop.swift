package import FaceMaskCore

/// A face of a crop set: its picture with some surroundings, its label and its origin.
package struct FaceCrop: Hashable, Sendable {
    /// The sources of a face's box.
    package enum BoxKind: String, CaseIterable, Sendable {
        /// Detected in a photo without boxes.
        case detected
        /// Annotated and detected: the box is the detector's.
        case matched
        /// Annotated and not detected.
        case annotated
    }

    /// The path of the crop's picture below the set's folder, with `/` between its components.
    package var file: String
    /// The state in the dataset.
    package var state: MaskState
    /// The photo: the name of the source, then the path below it.
    package var source: String
    /// The collection that the photo is from: the name of the source, usually with the first word of the file's name,
    /// such as `scenes/tv`.
    package var origin: String
    /// A number shared by crops of the same photo and of its near-copies.
    package var group: Int
    /// The SHA-256 of the crop's file, in hexadecimal, which lists of decisions refer to.
    package var hash: String
    /// The face's box in pixels of the crop's picture; it may extend beyond its edges.
    package var box: Box
    /// The source of the box.
    package var boxKind: BoxKind
    /// In pixels of the crop's picture; `nil` if the face was not detected.
    package var landmarks: Landmarks?
    /// The shorter side of the face's box in pixels of the photo.
    package var faceSide: Float

    /// Creates a crop's record.
    package init(
        file: String, state: MaskState, source: String, origin: String, group: Int, hash: String, box: Box,
        boxKind: BoxKind, landmarks: Landmarks?, faceSide: Float
    ) {
        self.file = file
        self.state = state
        self.source = source
        self.origin = origin
        self.group = group
        self.hash = hash
        self.box = box
        self.boxKind = boxKind
        self.landmarks = landmarks
        self.faceSide = faceSide
    }

    /// The margin by which a face's box is expanded on every side, as a share of its width and height: room for the
    /// widest crop margin in use with rotation and shift.
    package static let surroundings: Float = 0.6
    /// The maximum longer side of a face in a crop's picture, in pixels; larger faces are reduced. It is twice the side
    /// of the largest input in use.
    package static let maximumFaceSide: Float = 224
}

extension FaceCrop: Codable {
    private enum CodingKeys: String, CodingKey {
        case file, state, source, origin, group, hash, box, landmarks
        case boxKind = "box_kind"
        case faceSide = "face_side"
    }

    /// Decodes a record. Numbers must be finite, and the state must be a label that `MaskState(label:)` accepts.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func fault(_ key: CodingKeys, _ reason: String) -> DecodingError {
            .dataCorruptedError(forKey: key, in: container, debugDescription: reason)
        }
        func finite(_ values: [Float], _ key: CodingKeys, count: Int) throws -> [Float] {
            guard values.count == count, values.allSatisfy(\.isFinite) else {
                throw fault(key, "it needs \(count) finite numbers")
            }
            return values
        }
        let label = try container.decode(String.self, forKey: .state)
        guard let state = MaskState(label: label) else { throw fault(.state, "the state '\(label)' is unknown") }
        let kind = try container.decode(String.self, forKey: .boxKind)
        guard let boxKind = BoxKind(rawValue: kind) else { throw fault(.boxKind, "'\(kind)' is unknown") }
        let box = try finite(try container.decode([Float].self, forKey: .box), .box, count: 4)
        let points = try container.decodeIfPresent([[Float]].self, forKey: .landmarks)?.map {
            let point = try finite($0, .landmarks, count: 2)
            return Point(x: point[0], y: point[1])
        }
        if let points, points.count != 5 { throw fault(.landmarks, "it needs five points") }
        self.init(
            file: try container.decode(String.self, forKey: .file), state: state,
            source: try container.decode(String.self, forKey: .source),
            origin: try container.decode(String.self, forKey: .origin),
            group: try container.decode(Int.self, forKey: .group),
            hash: try container.decode(String.self, forKey: .hash),
            box: Box(x1: box[0], y1: box[1], x2: box[2], y2: box[3]), boxKind: boxKind,
            landmarks: points.map {
                Landmarks(leftEye: $0[0], rightEye: $0[1], nose: $0[2], leftMouth: $0[3], rightMouth: $0[4])
            },
            faceSide: try finite([try container.decode(Float.self, forKey: .faceSide)], .faceSide, count: 1)[0])
    }

    /// Encodes a record with the keys that docs/output.md describes.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(file, forKey: .file)
        try container.encode(state.label, forKey: .state)
        try container.encode(source, forKey: .source)
        try container.encode(origin, forKey: .origin)
        try container.encode(group, forKey: .group)
        try container.encode(hash, forKey: .hash)
        try container.encode([box.x1, box.y1, box.x2, box.y2], forKey: .box)
        try container.encode(boxKind.rawValue, forKey: .boxKind)
        try container.encodeIfPresent(landmarks?.points.map { [$0.x, $0.y] }, forKey: .landmarks)
        try container.encode(faceSide, forKey: .faceSide)
    }
}
