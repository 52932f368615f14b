import FaceMaskMedia
import FaceMaskCore
import FaceMaskFiles
import Testing

@testable import FaceMaskDetectionJobs

@Suite struct DetectionPartTests {
    private func input(_ path: String) -> DetectionPart.Input {
        if path.isEmpty { return .init(item: .failure(Failure(.noInput, "It isn't there."), source: path)) }
        return .init(
            item: .picture(.init(path: path, relativePath: path, kind: path.hasSuffix("mp4") ? .video : .picture)))
    }

    @Test(
        arguments: [
            ([], [], "nothing"), (["a.jpg", "b.jpg"], [2], "photos together"), (["a.mp4"], [0], "a video alone"),
            (["a.jpg", "a.mp4", "b.jpg", "c.jpg"], [1, 0, 2], "in the order of the inputs"),
            (["a.mp4", "b.mp4"], [0, 0], "videos one by one"), (["a.jpg", "", "b.jpg"], [3], "failures among photos"),
        ] as [([String], [Int], String)])
    func inputsAreDivided(paths: [String], counts: [Int], reason: String) {
        #expect(DetectionPart.parts(of: paths.map(input)).map(\.photoCount) == counts, "\(reason)")
    }

    @Test func totalsCountWhatWasAnalyzed() {
        var totals = PhotoTotals()
        var times = PhotoTimes()
        times.reading = .milliseconds(2)
        let sightings = [MaskState.worn, nil, .worn].map { state in
            Sighting(
                face: Face(box: Box(x1: 0, y1: 0, x2: 9, y2: 9), score: 1),
                verdict: Verdict(probabilities: [:], state: state))
        }
        let photo = PhotoResult(source: "a.jpg", width: 9, height: 9, sightings: sightings)
        totals.add(.analyzed(photo, times, annotated: .success("a.masked.jpg")))
        totals.add(.analyzed(photo, times, annotated: .failure(Failure(.inputOutput, "The disk is full."))))
        totals.add(.failed(Failure(.noInput, "It isn't there."), source: "b.jpg"))
        #expect((totals.photos, totals.faces) == (2, 6))
        #expect(totals.states == [.worn: 4, nil: 2])
        #expect(totals.times.reading == .milliseconds(4))
        #expect(totals.annotatedPaths == ["a.masked.jpg"])
    }
}
