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

    /// Returns `image` with a box and a label for everyone who is tracked in `scene`, or for every sighting where nobody
    /// is tracked.
    ///
    /// Boxes that are empty, not finite or outside the picture are left out.
    ///
    /// - Throws: An error whose description says why nothing can be drawn, such as a scene that hasn't the picture's size.
    public func annotated(_ image: Image, with scene: Scene) throws -> Image {
        try annotated(image, with: scene, hiding: [])
    }

    /// `others` are boxes of faces without a mark that are hidden as well, where faces are.
    func annotated(_ image: Image, with scene: Scene, hiding others: [Box]) throws -> Image {
        let subject = "the faces of \(scene.source)"
        guard (image.width, image.height) == (scene.width, scene.height) else {
            throw DrawingError(
                .unsuitableSize, subject: subject,
                reason: "they were found in \(scene.width)×\(scene.height) pixels, "
                    + "the picture has \(image.width)×\(image.height)")
        }
        let marks = scene.tracks?.map(mark) ?? scene.sightings.map(mark)
        let faces = scene.sightings.map(\.face.box) + (scene.tracks ?? []).map(\.box) + others
        return try annotated(image, marks: marks, hiding: faces, subject: subject)
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
