import FaceMask

/// Marks one frame after the other.
struct FrameAnnotator {
    private let marks: AnnotationOptions
    /// Faces of the last looks, with their times: somebody new is hidden before the tracker is sure of them.
    private var recent: [(box: Box, time: Double)] = []

    /// Seconds for which the place of a face stays hidden after it was seen there.
    private static let secondsHidden = 0.5

    init(_ marks: AnnotationOptions) { self.marks = marks }

    mutating func marked(_ image: Image, with frame: FrameResult) throws -> Image {
        let time = frame.time
        guard marks.hidesFaces else { return try marks.marked(image, with: frame) }
        recent.removeAll { time - $0.time > Self.secondsHidden }
        let others = recent.map(\.box)
        recent += frame.sightings.map { ($0.face.box, time) }
        return try marks.marked(image, with: frame, hiding: others)
    }
}
