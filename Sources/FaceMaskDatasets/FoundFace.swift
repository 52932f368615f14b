package import FaceMaskCore

/// A face of a photo with its label, to be cropped.
package struct FoundFace: Hashable, Sendable {
    /// The state in the dataset.
    package var state: MaskState
    /// In pixels of the photo.
    package var box: Box
    /// The source of the box.
    package var kind: FaceCrop.BoxKind
    /// In pixels of the photo.
    package var landmarks: Landmarks?

    /// Creates a face.
    package init(state: MaskState, box: Box, kind: FaceCrop.BoxKind, landmarks: Landmarks? = nil) {
        self.state = state
        self.box = box
        self.kind = kind
        self.landmarks = landmarks
    }

    /// The minimum overlap of an annotated and a detected box of the same face. It is lower than the common 0.5, since
    /// annotated boxes often contain the whole head.
    package static let minimumOverlap: Float = 0.4

    /// Matches annotated boxes with detected faces, the greatest overlap first, each at most once. A match has the
    /// state of the annotation and the box and landmarks of the detection; an annotation without a match keeps its box.
    ///
    /// `boxes` are the boxes of `annotated` in pixels. The result has one face for each, in the same order.
    package static func matching(
        _ annotated: [AnnotatedFace], boxes: [Box], with detected: [Face]
    ) -> [FoundFace] {
        precondition(annotated.count == boxes.count, "every annotated face has a box")
        var pairs: [(overlap: Float, drawn: Int, found: Int)] = []
        for (drawn, box) in boxes.enumerated() {
            for (found, face) in detected.enumerated() {
                let overlap = box.overlap(with: face.box)
                if overlap >= minimumOverlap { pairs.append((overlap, drawn, found)) }
            }
        }
        var partners: [Int: Int] = [:]
        var taken: Set<Int> = []
        for pair in pairs.sorted(by: { ($1.overlap, $0.drawn, $0.found) < ($0.overlap, $1.drawn, $1.found) })
        where partners[pair.drawn] == nil && taken.insert(pair.found).inserted {
            partners[pair.drawn] = pair.found
        }
        return annotated.indices.map { index in
            let state = annotated[index].state
            guard let face = partners[index].map({ detected[$0] }) else {
                return FoundFace(state: state, box: boxes[index], kind: .annotated)
            }
            return FoundFace(state: state, box: face.box, kind: .matched, landmarks: face.landmarks)
        }
    }
}
