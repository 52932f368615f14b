import FaceMaskAnalysis
import FaceMaskCore
import FaceMask
import Foundation
import FaceMaskMedia

/// A video that is measured with, and what was seen in it once, so that each stage can work on its own.
struct BenchClip: Sendable {
    /// A frame that was searched for faces.
    struct LookedAt: Sendable {
        var image: Image
        var faces: [Face]
        var result: FrameResult
    }

    let path: String
    let selection: FrameSelection
    let width: Int
    let height: Int
    let seconds: Double
    /// Faces above it would be seen in photos, too.
    private let usualScore: Float
    /// All frames, in order, with what was seen; the pictures are black.
    let looks: [AnalyzedFrame]
    /// Some of the frames that were searched for faces, evenly spread.
    let kept: [LookedAt]

    /// So many pictures are kept: 66 MB of 720p.
    private static let keptLimit = 24

    /// Looks at the video once, for at most so many seconds of it.
    init(path: String, seconds limit: Double, detector: MaskDetector) async throws {
        self.path = path
        usualScore = detector.usualScore
        selection = FrameSelection(duration: limit)
        do {
            let reader = try await VideoReader(URL(filePath: path), selecting: selection)
            (width, height) = (reader.information.width, reader.information.height)
            var gathering = Gathering(path: path, usualScore: detector.usualScore)
            for try await look in reader.frames.analyzed(by: detector.analyzer, sampling: .usual) {
                gathering.add(look)
            }
            (looks, kept) = (gathering.looks, gathering.kept.map(\.frame))
        } catch let error as MediaError {
            throw error.about(path)
        }
        guard let last = looks.last, !kept.isEmpty else {
            throw Failure(.badData, "There is no frame to measure with in '\(path)'.")
        }
        // The last frame is shown as long as the others are on average.
        let length = last.frame.time - looks[0].frame.time
        seconds = looks.count > 1 ? length * Double(looks.count) / Double(looks.count - 1) : length
    }

    var lookCount: Int { looks.count { $0.sightings != nil } }
    var facesALook: Double {
        mean(looks.compactMap { $0.sightings?.count { $0.face.score >= usualScore } })
    }
    /// Classified faces, weak ones among them.
    var sightingsALook: Double { mean(looks.compactMap { $0.sightings?.count }) }

    /// Keeps every so-many-th look, and fewer when it gets too many.
    private struct Gathering {
        var looks: [AnalyzedFrame] = []
        var kept: [(index: Int, frame: LookedAt)] = []
        private var follower: Follower
        private var step = 1
        private var count = 0

        init(path: String, usualScore: Float) { follower = Follower(source: path, usualScore: usualScore) }

        mutating func add(_ look: AnalyzedFrame) {
            let result = follower.follow(look).result
            if let sightings = look.sightings {
                if count.isMultiple(of: step) {
                    let frame = LookedAt(image: look.frame.image, faces: sightings.map(\.face), result: result)
                    kept.append((count, frame))
                }
                count += 1
                if kept.count > BenchClip.keptLimit {
                    step *= 2
                    kept.removeAll { !$0.index.isMultiple(of: step) }
                }
            }
            let size = look.frame.image
            let same = looks.last.map { ($0.frame.image.width, $0.frame.image.height) == (size.width, size.height) }
            let black =
                same == true ? looks[looks.count - 1].frame.image : Image(width: size.width, height: size.height)
            let frame = Frame(image: black, time: look.frame.time, index: look.frame.index)
            looks.append(AnalyzedFrame(frame: frame, sightings: look.sightings, times: look.times))
        }
    }

    /// Makes a video of three people who walk to and fro: 1280 × 720, 25 frames a second, ten seconds: start and end of a short one, when not all cores have work, would weigh too much.
    static func own(in folder: URL, tile: FaceTile) async throws -> String {
        let file = folder.appending(path: "made-up.mp4")
        let writer = try VideoWriter(file)
        let landscape = Image.landscape(width: 1280, height: 720)
        for index in 0..<250 { try await writer.write(tile.frame(index, before: landscape), at: Double(index) / 25) }
        try await writer.finish()
        return file.path(percentEncoded: false)
    }
}
