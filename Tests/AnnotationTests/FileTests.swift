import FaceMaskCore
import FaceMaskEvents
import FaceMaskMedia
import Foundation
import TestSupport
import Testing

@testable import FaceMaskAnnotation

@Suite struct FileTests {
    private let folder: TemporaryFolder
    private let image = Pattern.picture(width: 96, height: 64, seed: 3)

    init() throws { folder = try TemporaryFolder() }

    private func track(_ id: Int, _ box: Box, score: Float) -> Track {
        let verdict = Verdict(probabilities: [:], state: .worn)
        return Track(
            id: id, box: box, sighting: Sighting(face: Face(box: box, score: score), verdict: verdict),
            verdict: verdict,
            firstSeen: 0, lastSeen: 0)
    }

    private func frame(_ tracks: Track...) -> FrameResult {
        FrameResult(of: Frame(image: image, time: 0, index: 0), in: "door", sightings: [], tracks: tracks)
    }

    private func left(_ track: Track) -> PersonEvent { PersonEvent(kind: .left, time: 1, person: track) }

    @Test("The largest and surest picture of a person is written when the person leaves")
    func bestCropsAreWritten() throws {
        let path = folder.url.appending(path: "crops").path(percentEncoded: false)
        var crops = BestCrops(folder: path, name: "/dev/video0")
        let small = track(1, Box(x1: 10, y1: 10, x2: 18, y2: 18), score: 0.9)
        let large = track(1, Box(x1: 20, y1: 20, x2: 40, y2: 40), score: 0.8)
        for result in [frame(small), frame(large), frame(small)] { crops.add(result, in: image) }
        var events = [left(small), left(track(2, small.box, score: 1))]
        crops.write(for: &events)
        #expect(crops.failure == nil)
        #expect(events.map(\.crop) == ["\(path)/dev-video0-person-1.jpg", nil], "nobody saw person 2")
        let written = try PictureReader().read(URL(filePath: try #require(events[0].crop)))
        #expect((written.width, written.height) == (30, 30), "the box and a quarter on each side")
    }

    @Test("A folder that can't be made ends the writing and leaves the events as they are")
    func failuresAreKept() throws {
        let file = try folder.file("file", [1])
        var crops = BestCrops(folder: file.path(percentEncoded: false), name: "door")
        let person = track(1, Box(x1: 20, y1: 20, x2: 40, y2: 40), score: 0.8)
        crops.add(frame(person), in: image)
        var events = [left(person)]
        crops.write(for: &events)
        #expect(events[0].crop == nil)
        #expect(try #require(crops.failure).category == .inputOutput)
    }

    @Test("An annotated video has its name once it is finished, and without frames there is none")
    func videosAreWritten() async throws {
        let url = folder.url.appending(path: "out/clip.mp4")
        try await AnnotatedVideo(url).finish()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.appending(path: "out").path) == [])
        var video = try AnnotatedVideo(url)
        try await video.write(image, with: frame(track(1, Box(x1: 20, y1: 20, x2: 40, y2: 40), score: 0.8)))
        try await video.finish()
        let reader = try await VideoReader(url)
        #expect((reader.information.width, reader.information.height) == (96, 64))
    }

    @Test("A file takes frames as they are: who shows them elsewhere, too, annotates them once")
    func filesTakeAnnotatedFrames() async throws {
        let path = folder.url.appending(path: "marked.mp4").path(percentEncoded: false)
        var video = AnnotatedVideoFile.Attempt {
            try AnnotatedVideoFile(path: path, frameRate: 10, start: 0, soundOf: nil)
        }
        let plain = Image(width: 96, height: 64, filledWith: (120, 130, 140))
        for index in 0..<3 { await video.write(plain, at: Double(index) / 10) }
        await video.finish()
        #expect(video.failure == nil)
        var frames = try await VideoReader(URL(filePath: path)).frames.makeAsyncIterator()
        let first = try #require(try await frames.next()).image
        let difference = zip(first.pixels, plain.pixels).map { abs(Int($0) - Int($1)) }.max() ?? 0
        #expect(difference < 8, "nothing is drawn; only the encoder changes pixels")
    }

    @Test("The failure of an attempt is kept, and later frames do nothing")
    func attemptsFailOnce() async throws {
        let file = try folder.file("file", [1]).path(percentEncoded: false)
        var video = AnnotatedVideoFile.Attempt {
            try AnnotatedVideoFile(path: "\(file)/clip.mp4", frameRate: nil, start: 0, soundOf: nil)
        }
        let failure = try #require(video.failure)
        await video.write(image, at: 0)
        await video.finish()
        #expect(video.failure == failure && failure.sentence.contains("file"))
    }
}
