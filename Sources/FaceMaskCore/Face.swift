/// A face that a detector found.
public struct Face: Hashable, Sendable {
    /// Pixels of the original picture; may reach beyond its edges.
    public var box: Box
    /// What the detector's network emitted for it, 0…1; not a probability.
    public var score: Float
    /// Pixels of the original picture; `nil` from a detector that gives none.
    public var landmarks: Landmarks?

    /// Creates a face.
    public init(box: Box, score: Float, landmarks: Landmarks? = nil) {
        self.box = box
        self.score = score
        self.landmarks = landmarks
    }
}

extension [Face] {
    /// Greedy non-maximum suppression: keeps the highest scores first, drops every face whose box overlaps a kept one
    /// by more than `overlapLimit` (intersection over union). Faces with an empty box or a score that is not a number
    /// are dropped. The result is sorted by falling score; suppressing it again changes nothing.
    public func suppressingOverlaps(above overlapLimit: Float) -> [Face] {
        var kept: [Face] = []
        for face in filter({ !$0.box.isEmpty && !$0.score.isNaN }).sorted(by: { $0.score > $1.score })
        where !kept.contains(where: { $0.box.overlap(with: face.box) > overlapLimit }) {
            kept.append(face)
        }
        return kept
    }

    /// The share of a face's box that lies in a larger face's when it is a part of that one: an eye, a badge, a print.
    private static let partShare: Float = 0.8

    /// Drops what lies inside a larger face of no lower score. Overlap by union doesn't see it: in a photo of one face that
    /// is a thousand pixels large, two in three showed smaller ones in it.
    public func suppressingParts() -> [Face] {
        filter { face in
            !contains { other in
                other.score >= face.score && other.box.area > face.box.area
                    && other.box.intersection(with: face.box).area > Self.partShare * face.box.area
            }
        }
    }
}
