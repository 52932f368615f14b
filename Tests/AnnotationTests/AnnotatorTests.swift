import FaceMaskCore
import FaceMaskDrawing
import TestSupport
import Testing

@testable import FaceMaskAnnotation

@Suite struct AnnotatorTests {
    private let image = Pattern.picture(width: 300, height: 200, seed: 1)
    private let face = Box(x1: 10, y1: 100, x2: 60, y2: 160)
    private let person = Box(x1: 150, y1: 80, x2: 200, y2: 150)

    private func sighting(_ state: MaskState?) -> Sighting {
        Sighting(face: Face(box: face, score: 0.9), verdict: Verdict(probabilities: [.worn: 0.98], state: state))
    }

    private func track(_ id: Int, _ state: MaskState?) -> Track {
        Track(
            id: id, box: person, verdict: Verdict(probabilities: [:], state: state), firstSeen: 0, lastSeen: 1)
    }

    private var photo: PhotoResult {
        PhotoResult(source: "photo.jpg", width: 300, height: 200, sightings: [sighting(.notWorn)])
    }

    private func frame(_ tracks: [Track], sightings: [Sighting]? = nil, at time: Double = 0) -> FrameResult {
        FrameResult(
            of: Frame(image: image, time: time, index: 0), in: "clip.mp4",
            sightings: sightings ?? [sighting(.notWorn)], tracks: tracks)
    }

    /// Whether a pixel within `box` differs from the original's.
    private func changes(_ annotated: Image, in box: Box) -> Bool {
        (Int(box.y1)..<Int(box.y2)).contains { y in
            (Int(box.x1)..<Int(box.x2)).contains { x in annotated[x, y] != image[x, y] }
        }
    }

    @Test("In a frame, tracked people are marked and not the sightings")
    func tracksAreMarked() throws {
        let annotated = try Annotator().annotated(image, with: frame([track(7, .worn)]))
        #expect(changes(annotated, in: person) && !changes(annotated, in: face))
        #expect(try Annotator().annotated(image, with: frame([])) == image, "nobody is tracked")
    }

    @Test("In a photo, the sightings are marked, with its result or without")
    func sightingsAreMarked() throws {
        let annotated = try Annotator().annotated(image, with: photo)
        #expect(changes(annotated, in: face) && !changes(annotated, in: person))
        #expect(try Annotator().annotated(image, with: photo.sightings) == annotated)
    }

    @Test("Hidden faces are those with a mark and those found without one")
    func facesAreHidden() throws {
        let annotator = Annotator(style: AnnotationStyle(hidesFaces: true))
        let annotated = try annotator.annotated(image, with: frame([track(7, .worn)]))
        let middles = [face, person].map {
            Box(x1: $0.center.x, y1: $0.center.y, x2: $0.center.x + 4, y2: $0.center.y + 4)
        }
        for middle in middles { #expect(changes(annotated, in: middle)) }
    }

    @Test("The place of a face stays hidden for half a second")
    func positionsStayHidden() throws {
        var annotator = FrameAnnotator(style: AnnotationStyle(hidesFaces: true))
        let steps: [(time: Double, sightings: [Sighting], isHidden: Bool)] = [
            (0, [sighting(.notWorn)], true), (0.4, [], true), (0.5, [], true), (0.6, [], false),
        ]
        for step in steps {
            let result = frame([], sightings: step.sightings, at: step.time)
            #expect(try changes(annotator.annotated(image, with: result), in: face) == step.isHidden, "\(step.time) s")
        }
    }

    @Test("Landmarks are drawn when wanted")
    func landmarksAreDrawn() throws {
        let eye = Point(x: 35, y: 130)
        let landmarks = Landmarks(leftEye: eye, rightEye: eye, nose: eye, leftMouth: eye, rightMouth: eye)
        let found = Sighting(
            face: Face(box: face, score: 0.9, landmarks: landmarks), verdict: sighting(.worn).verdict)
        let around = Box(x1: 34, y1: 129, x2: 36, y2: 131)
        #expect(try !changes(Annotator().annotated(image, with: [found]), in: around))
        let annotator = Annotator(style: AnnotationStyle(drawsLandmarks: true))
        #expect(try changes(annotator.annotated(image, with: [found]), in: around))
    }

    @Test("The result of another picture is refused, with a sentence")
    func refusesOtherSizes() throws {
        let error = try #require(throws: DrawingError.self) {
            try Annotator().annotated(Image(width: 10, height: 10), with: photo)
        }
        #expect(error.code == .unsuitableSize)
        #expect(
            error.description == "Could not draw the faces of photo.jpg: they were found in 300×200 pixels, "
                + "the picture has 10×10; give it a size that fits.")
    }

    @Test(
        "A tracked person's label has number and state, and no percentage that would flicker",
        arguments: [
            (MaskState?.some(.worn), "7\u{A0}with mask"), (.notWorn, "7\u{A0}no mask"),
            (.wornIncorrectly, "7\u{A0}worn incorrectly"), (nil, "7\u{A0}unsure"),
        ])
    func labelsOfTracksAreSteady(state: MaskState?, label: String) {
        #expect(AnnotationStyle.englishLabel(for: track(7, state)) == label)
    }

    @Test(
        "English labels",
        arguments: [
            (MaskState.worn, 0.98, "with mask 98\u{A0}%"), (.notWorn, 0.97, "no mask 97\u{A0}%"),
            (.wornIncorrectly, 0.71, "worn incorrectly 71\u{A0}%"), (nil, 0.5, "unsure"),
            (.worn, 0.9951, "with mask >99\u{A0}%"), (.worn, 1, "with mask 100\u{A0}%"),
            (.worn, 1.5, "with mask 100\u{A0}%"),
            (.worn, -1, "with mask 0\u{A0}%"), (.worn, .nan, "with mask"),
        ] as [(MaskState?, Float, String)])
    func textIsEnglish(state: MaskState?, probability: Float, label: String) {
        let verdict = Verdict(probabilities: [state ?? .worn: probability], state: state)
        #expect(AnnotationStyle.englishLabel(for: verdict) == label)
    }
}
