public import FaceMaskCore

/// The average precision of faces detected in whole pictures: the area under the envelope of precision over recall,
/// with all points (PASCAL VOC since 2010).
///
/// As JSON: `average_precision`, `recall`, `truths`, `detections`.
public struct SceneAveragePrecision: Hashable, Sendable {
    /// An annotated face.
    public struct Truth: Hashable, Sendable {
        /// In pixels of the picture.
        public var box: Box
        /// `false` for faces that need not be found, such as those of a crowd: a detection of one is ignored.
        public var isWanted: Bool

        /// Creates a truth.
        public init(box: Box, isWanted: Bool = true) {
            self.box = box
            self.isWanted = isWanted
        }
    }

    /// A detected face.
    public struct Detection: Hashable, Sendable {
        /// In pixels of the picture.
        public var box: Box
        /// The detector's score, of which only the order matters.
        public var score: Float

        /// Creates a detection.
        public init(box: Box, score: Float) {
            self.box = box
            self.score = score
        }
    }

    /// A detection after matching.
    public struct Judged: Hashable, Sendable {
        /// The detector's score.
        public var score: Float
        /// Whether it matches an annotated face that no detection with a higher score matches.
        public var isRight: Bool

        /// Creates a matched detection.
        public init(score: Float, isRight: Bool) { (self.score, self.isRight) = (score, isRight) }
    }

    /// The annotated and detected faces of one picture.
    public struct Picture: Hashable, Sendable {
        /// In any order.
        public var truths: [Truth]
        /// In any order.
        public var detections: [Detection]

        /// Creates a picture.
        public init(truths: [Truth], detections: [Detection]) {
            self.truths = truths
            self.detections = detections
        }
    }

    /// The criteria by which a detection matches an annotated face.
    public enum Matching: String, CaseIterable, Codable, Hashable, Sendable {
        /// Intersection over union of at least 0.5, the common criterion.
        case overlap
        /// At least 60 % of the detection is inside the annotated box, and intersection over union is at least 0.15:
        /// for annotated boxes of whole heads.
        case insideHead = "inside_head"

        /// Returns the quality of a match; 0.5 is enough.
        func quality(of detection: Box, on truth: Box) -> Float {
            let overlap = truth.overlap(with: detection)
            guard self == .insideHead else { return overlap }
            let inside = detection.area > 0 ? detection.intersection(with: truth).area / detection.area : 0
            // Matches get at least 0.5, in the order of their overlap; others get less.
            return inside >= 0.6 && overlap >= 0.15 ? 0.5 + overlap / 2 : overlap / 4
        }
    }

    /// The average precision, 0…1; 0 without annotated faces.
    public let averagePrecision: Double
    /// The fraction of annotated faces that are found with any score, 0…1.
    public let recall: Double
    /// The number of annotated faces, without ignored ones.
    public let truths: Int
    /// The number of detections, without ignored ones.
    public let detections: Int

    /// Measures the detections in pictures.
    public init(of pictures: [Picture], matching: Matching = .overlap) {
        let hits = Self.judged(pictures, matching: matching).map(\.isRight)
        truths = pictures.reduce(0) { $0 + $1.truths.count(where: \.isWanted) }
        detections = hits.count
        (averagePrecision, recall) = Self.area(under: hits, of: truths)
    }

    /// Matches detections with annotated faces, by descending score over all pictures: each with the best face that is
    /// still free. Returns them in this order, without ignored ones.
    public static func judged(_ pictures: [Picture], matching: Matching = .overlap) -> [Judged] {
        var free = pictures.map { $0.truths.map(\.isWanted) }
        let all = pictures.enumerated().flatMap { picture, content in
            content.detections.map { (picture: picture, detection: $0) }
        }
        // Equal scores stay in the order of the pictures.
        let ranked = all.enumerated().sorted {
            ($1.element.detection.score, $0.offset) < ($0.element.detection.score, $1.offset)
        }
        return ranked.compactMap { _, entry in
            let truths = pictures[entry.picture].truths
            let qualities = truths.map { matching.quality(of: entry.detection.box, on: $0.box) }
            let best = truths.indices.filter { free[entry.picture][$0] }.max { qualities[$0] < qualities[$1] }
            if let best, qualities[best] >= 0.5 {
                free[entry.picture][best] = false
                return Judged(score: entry.detection.score, isRight: true)
            }
            let isIgnored = truths.indices.contains { !truths[$0].isWanted && qualities[$0] >= 0.5 }
            return isIgnored ? nil : Judged(score: entry.detection.score, isRight: false)
        }
    }

    private static func area(under hits: [Bool], of truths: Int) -> (area: Double, recall: Double) {
        guard truths > 0 else { return (0, 0) }
        var found = hits.count { $0 }
        let recall = Double(found) / Double(truths)
        // From the end, where the envelope is known.
        var (area, envelope) = (0.0, 0.0)
        for index in hits.indices.reversed() where hits[index] {
            envelope = max(envelope, Double(found) / Double(index + 1))
            area += envelope / Double(truths)
            found -= 1
        }
        return (area, recall)
    }
}

extension SceneAveragePrecision: Encodable {
    private enum CodingKeys: String, CodingKey {
        case recall, truths, detections
        case averagePrecision = "average_precision"
    }
}
