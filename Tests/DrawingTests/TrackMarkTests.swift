import FaceMaskCore
import Testing

@testable import FaceMaskDrawing

@Suite struct TrackMarkTests {
    private func frame(_ tracks: [Track]) -> FrameResult {
        FrameResult(
            of: Frame(image: Image(width: 300, height: 200), time: 0, index: 0), in: "clip.mp4",
            sightings: [Sighting(Box(x1: 10, y1: 100, x2: 60, y2: 160), .notWorn)], tracks: tracks)
    }

    private func track(_ id: Int, _ state: MaskState?) -> Track {
        Track(
            id: id, box: Box(x1: 150, y1: 80, x2: 200, y2: 150), verdict: Verdict(probabilities: [:], state: state),
            firstSeen: 0, lastSeen: 1)
    }

    @Test("Where people are followed, they are marked and not the sightings")
    func followedPeopleAreMarked() throws {
        let mark = try #require(try marks(of: frame([track(7, .worn)])).first)
        #expect(mark.box == Box(x1: 150, y1: 80, x2: 200, y2: 150) && mark.look == StateLook(of: .worn))
        #expect(try marks(of: frame([])).isEmpty)
    }

    @Test(
        "A label says who and how, and no percentage that would flicker",
        arguments: [
            (MaskState?.some(.worn), "7\u{A0}with mask"), (.notWorn, "7\u{A0}no mask"),
            (.wornIncorrectly, "7\u{A0}worn incorrectly"), (nil, "7\u{A0}unsure"),
        ])
    func labelsAreSteady(state: MaskState?, words: String) {
        #expect(AnnotationStyle.englishLabel(for: track(7, state)) == words)
    }

    @Test("A frame with nobody in it stays as it is")
    func emptyFramesStay() throws {
        let image = Image.pattern(300, 200)
        #expect(try SceneAnnotator().annotate(image, with: frame([])) == image)
        #expect(try SceneAnnotator().annotate(image, with: frame([track(1, nil)])) != image)
    }
}
