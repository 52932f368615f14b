public import FaceMaskCore
internal import FaceMaskDrawing

/// Draws results onto the pictures that they were found in: a box and a label for each face.
///
///     let annotated = try Annotator().annotated(image, with: detector.faces(in: image))
///
/// A state shows in the colour, the line and the sign on the label. The same picture and results always give the same
/// pixels.
public struct Annotator: Sendable {
    /// What is shown of each face.
    public var style: AnnotationStyle

    /// Creates an annotator.
    public init(style: AnnotationStyle = AnnotationStyle()) { self.style = style }

    /// Returns `image` with a box and a label for each of `sightings`.
    ///
    /// Boxes that are empty, not finite or outside the picture are left out.
    ///
    /// - Throws: An error whose description says why nothing can be drawn, such as missing fonts.
    public func annotated(_ image: Image, with sightings: [Sighting]) throws -> Image {
        try annotated(image, marks: sightings.map(mark), hiding: sightings.map(\.face.box), subject: "the faces")
    }

    /// Returns `image` with a box and a label for each face of `photo`, which must have its size.
    ///
    /// Boxes that are empty, not finite or outside the picture are left out.
    ///
    /// - Throws: An error whose description says why nothing can be drawn, such as another size.
    public func annotated(_ image: Image, with photo: PhotoResult) throws -> Image {
        let subject = Self.subject(photo.source)
        try check(image, hasSize: (photo.width, photo.height), subject: subject)
        return try annotated(
            image, marks: photo.sightings.map(mark), hiding: photo.sightings.map(\.face.box), subject: subject)
    }

    /// Returns `image` with a box and a label for everyone who is tracked in `frame`, which must have its size.
    ///
    /// Boxes that are empty, not finite or outside the picture are left out.
    ///
    /// - Throws: An error whose description says why nothing can be drawn, such as another size.
    public func annotated(_ image: Image, with frame: FrameResult) throws -> Image {
        try annotated(image, with: frame, hiding: [])
    }

    /// `others` are boxes of faces without a mark that are hidden as well, where faces are.
    func annotated(_ image: Image, with frame: FrameResult, hiding others: [Box]) throws -> Image {
        let subject = Self.subject(frame.source)
        try check(image, hasSize: (frame.width, frame.height), subject: subject)
        let faces = frame.sightings.map(\.face.box) + frame.tracks.map(\.box) + others
        return try annotated(image, marks: frame.tracks.map(mark), hiding: faces, subject: subject)
    }

    private static func subject(_ source: String) -> String { "the faces of \(source)" }

    private func check(_ image: Image, hasSize size: (width: Int, height: Int), subject: String) throws {
        guard (image.width, image.height) != size else { return }
        throw DrawingError(
            .unsuitableSize, subject: subject,
            reason: "they were found in \(size.width)×\(size.height) pixels, "
                + "the picture has \(image.width)×\(image.height)")
    }

    private func annotated(_ image: Image, marks: [FaceMark], hiding faces: [Box], subject: String) throws -> Image {
        let shown = style.hidesFaces ? FaceHider().hiding(faces, in: image) : image
        return try FaceMarks(marks, subject: subject).drawn(on: shown)
    }

    private func mark(_ sighting: Sighting) -> FaceMark {
        FaceMark(
            box: sighting.face.box, state: sighting.verdict.state, label: style.label(sighting.verdict),
            points: points(sighting.face.landmarks))
    }

    private func mark(_ track: Track) -> FaceMark {
        FaceMark(
            box: track.box, state: track.verdict.state, label: style.trackLabel(track), points: points(track.landmarks))
    }

    private func points(_ landmarks: Landmarks?) -> [Point] {
        style.drawsLandmarks ? landmarks?.points ?? [] : []
    }
}
