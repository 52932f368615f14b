public import FaceMaskCore

/// Annotates the frames of one video or camera, in their order.
///
/// Where faces are hidden, the frames before count too: the place of a face stays hidden for half a second, so that
/// somebody new is hidden before the tracker confirms a person.
public struct FrameAnnotator: Sendable {
    private let annotator: Annotator
    /// Faces found in the last frames, with the frames' times.
    private var recent: [(box: Box, time: Double)] = []

    /// Seconds for which the place of a face stays hidden after it was seen there.
    private static let secondsHidden = 0.5

    /// Creates an annotator for one source.
    public init(style: AnnotationStyle = AnnotationStyle()) { annotator = Annotator(style: style) }

    /// Returns `image` with the people of `frame`, which must have its size, marked. Frames must come in the order of
    /// their times.
    ///
    /// - Throws: An error whose description says why nothing can be drawn, such as missing fonts.
    public mutating func annotated(_ image: Image, with frame: FrameResult) throws -> Image {
        guard annotator.style.hidesFaces else { return try annotator.annotated(image, with: frame) }
        recent.removeAll { frame.time - $0.time > Self.secondsHidden }
        let others = recent.map(\.box)
        recent += frame.sightings.map { ($0.face.box, frame.time) }
        return try annotator.annotated(image, with: frame, hiding: others)
    }
}
