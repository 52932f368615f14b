public import FaceMaskCore

/// Average precision of faces found in whole pictures: the area under the envelope of precision over
/// recall, all points (PASCAL VOC since 2010).
///
/// As JSON: `average_precision`, `recall`, `truths`, `detections`.
public struct SceneAveragePrecision: Hashable, Sendable {
    /// Something that should be found.
    public struct Truth: Hashable, Sendable {
        /// In pixels of the picture.
        public var box: Box
        /// `false` for what may be found but need not be, such as a crowd: a detection on it counts neither way.
        public var isWanted: Bool

        /// Creates a truth.
        public init(box: Box, isWanted: Bool = true) {
            self.box = box
            self.isWanted = isWanted
        }
    }

    /// Something that was found.
    public struct Detection: Hashable, Sendable {
        /// In pixels of the picture.
        public var box: Box
        /// How sure the finder is; only its order counts.
        public var score: Float

        /// Creates a detection.
        public init(box: Box, score: Float) {
            self.box = box
            self.score = score
        }
    }

    /// A detection of which it is known whether there is something.
    public struct Judged: Hashable, Sendable {
        /// How sure the finder was.
        public var score: Float
        /// Whether it lies on something that should be found, and no better one does.
        public var isRight: Bool

        /// Creates a prediction.
        public init(score: Float, isRight: Bool) { (self.score, self.isRight) = (score, isRight) }
    }

    /// One picture: what it shows and what was found.
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

    /// When a detection counts as the truth it lies on.
    public enum Matching: String, CaseIterable, Codable, Hashable, Sendable {
        /// Intersection over union of 0.5 or more: the usual way.
        case overlap
        /// At least 60 % of the detection lies inside the truth, and intersection over union is 0.15 or more: for truths
        /// that hold the whole head, where a detector rightly finds the face.
        case insideHead = "inside_head"

        /// How well they match: 0.5 and more counts.
        func quality(of detection: Box, on truth: Box) -> Float {
            let overlap = truth.overlap(with: detection)
            guard self == .insideHead else { return overlap }
            let inside = detection.area > 0 ? detection.intersection(with: truth).area / detection.area : 0
            // Loose matches come above 0.5 in the order of their overlap, the others below.
            return inside >= 0.6 && overlap >= 0.15 ? 0.5 + overlap / 2 : overlap / 4
        }
    }

    /// 0…1; 0 when nothing was to be found.
    public let averagePrecision: Double
    /// The part of what was to be found that was found, whatever the score, 0…1.
    public let recall: Double
    /// What was to be found.
    public let truths: Int
    /// What was found, without what counts neither way.
    public let detections: Int

    /// Judges detections as `judged` does.
    public init(of pictures: [Picture], matching: Matching = .overlap) {
        let hits = Self.judged(pictures, matching: matching).map(\.isRight)
        truths = pictures.reduce(0) { $0 + $1.truths.count(where: \.isWanted) }
        detections = hits.count
        (averagePrecision, recall) = Self.area(under: hits, of: truths)
    }

    /// Matches detections to truths, the highest scores of all pictures first: each takes the free truth it overlaps
    /// most. In that order; without what counts neither way.
    public static func judged(_ pictures: [Picture], matching: Matching = .overlap) -> [Judged] {
        var free = pictures.map { $0.truths.map(\.isWanted) }
        let all = pictures.enumerated().flatMap { picture, content in
            content.detections.map { (picture: picture, detection: $0) }
        }
        // A stable order for equal scores: that of the pictures.
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
