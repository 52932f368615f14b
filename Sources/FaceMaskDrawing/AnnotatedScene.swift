import FaceMaskCore

/// The people to mark in one picture: the sightings of a photo, or the tracks of a frame.
struct AnnotatedScene {
    let source: String
    let width: Int
    let height: Int
    let people: [Person]

    /// Somebody who gets a mark.
    struct Person {
        var box: Box
        var state: MaskState?
        var words: String
        var landmarks: Landmarks?
    }

    init(_ photo: PhotoResult, style: AnnotationStyle) {
        (source, width, height) = (photo.source, photo.width, photo.height)
        people = photo.sightings.map {
            Person(
                box: $0.face.box, state: $0.verdict.state, words: style.label($0.verdict),
                landmarks: $0.face.landmarks)
        }
    }

    init(_ frame: FrameResult, style: AnnotationStyle) {
        (source, width, height) = (frame.source, frame.width, frame.height)
        people = frame.tracks.map {
            Person(box: $0.box, state: $0.verdict.state, words: style.trackLabel($0), landmarks: $0.landmarks)
        }
    }

    /// What errors call them.
    var subject: String { "the faces of \(source)" }
}
