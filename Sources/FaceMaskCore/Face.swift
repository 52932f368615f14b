/// A face that a detector found.
///
/// It is encoded with the keys `box`, `score` and, if there are any, `landmarks`.
public struct Face: Hashable, Sendable, Codable {
    /// The face's bounding box, in pixels of the original picture. It may extend beyond the picture's edges.
    public var box: Box
    /// The score that the detector's network emitted, 0…1. It is not a probability.
    public var score: Float
    /// The facial points, in pixels of the original picture; `nil` if the detector doesn't find any.
    public var landmarks: Landmarks?

    /// Creates a face.
    public init(box: Box, score: Float, landmarks: Landmarks? = nil) {
        self.box = box
        self.score = score
        self.landmarks = landmarks
    }
}

extension [Face] {
    /// Returns the faces that remain after greedy non-maximum suppression, in descending order of score.
    ///
    /// Drops every face whose box overlaps that of a kept face with a higher score by more than `overlapLimit`
    /// (intersection over union), and faces with an empty box or a score that is not a number. Suppressing the result
    /// again changes nothing.
    public func suppressingOverlaps(above overlapLimit: Float) -> [Face] {
        var kept: [Face] = []
        for face in filter({ !$0.box.isEmpty && !$0.score.isNaN }).sorted(by: { $0.score > $1.score })
        where !kept.contains(where: { $0.box.overlap(with: face.box) > overlapLimit }) {
            kept.append(face)
        }
        return kept
    }

    /// A face of which more than this share is inside a larger one is a part of it: an eye, a badge, a print.
    private static let partShare: Float = 0.8

    /// Returns the faces without those that are inside a larger face with at least the same score.
    ///
    /// Intersection over union misses these, since the boxes differ so much in size: in two of three photos that a
    /// single face of a thousand pixels fills, smaller faces were detected inside it.
    public func suppressingParts() -> [Face] {
        filter { face in
            !contains { other in
                other.score >= face.score && other.box.area > face.box.area
                    && other.box.intersection(with: face.box).area > Self.partShare * face.box.area
            }
        }
    }
}
