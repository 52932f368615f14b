internal import FaceMask
internal import FaceMaskAnalysis
internal import FaceMaskCore
internal import FaceMaskMedia
internal import Foundation

/// A video that is measured with, and the results of analysing it once, so that each stage can run by itself.
struct SampleVideo: Sendable {
    /// An analyzed frame with its picture.
    struct KeptFrame: Sendable {
        var image: Image
        var faces: [Face]
        var result: FrameResult
    }

    let path: String
    /// What the report calls it.
    let name: String
    let selection: FrameSelection
    let width: Int
    let height: Int
    let seconds: Double
    /// The detector's least score for photos.
    private let defaultScore: Float
    /// All frames in order; their pictures are black.
    let frames: [AnalyzedFrame]
    /// Some of the analyzed frames, evenly spread.
    let kept: [KeptFrame]

    /// The most pictures that are kept: 66 MB of 720p.
    private static let keptLimit = 24

    /// Analyses at most the first `seconds` seconds of the video.
    init(
        path: String, name: String, seconds limit: Double, detector: MaskDetector
    ) async throws {
        (self.path, self.name) = (path, name)
        defaultScore = detector.defaultScore
        selection = FrameSelection(duration: limit)
        do {
            let reader = try await VideoReader(URL(filePath: path), selecting: selection)
            (width, height) = (reader.information.width, reader.information.height)
            var gathering = Gathering(path: path, defaultScore: detector.defaultScore)
            for try await frame in reader.frames.analyzed(by: detector.analyzer, sampling: .usual) {
                gathering.add(frame)
            }
            (frames, kept) = (gathering.frames, gathering.kept.map(\.frame))
        } catch let error as MediaError {
            throw error.about(path)
        }
        try Task.checkCancellation()
        guard let last = frames.last, !kept.isEmpty else {
            throw Failure(.badData, "There is no frame to measure with in '\(path)'.")
        }
        // The last frame is shown as long as the others are on average.
        let length = last.frame.time - frames[0].frame.time
        self.seconds = frames.count > 1 ? length * Double(frames.count) / Double(frames.count - 1) : length
    }

    /// The number of analyzed frames.
    var analyzedCount: Int { frames.count { $0.sightings != nil } }

    /// The mean number of faces in such a frame that photos would report, too.
    var facesPerFrame: Double {
        mean(frames.compactMap { $0.sightings?.count { $0.face.score >= defaultScore } })
    }

    /// The mean number of classified faces in such a frame, weak ones included.
    var sightingsPerFrame: Double { mean(frames.compactMap { $0.sightings?.count }) }

    /// Writes a video of three moving faces, 1280 × 720 at 25 frames per second, to `folder` and returns its path.
    ///
    /// It lasts ten seconds: in a shorter one, start and end, when not all cores have work, would weigh too much.
    static func generatedPath(in folder: URL, tile: FaceTile) async throws -> String {
        let file = folder.appending(path: "made-up.mp4")
        let writer = try VideoWriter(file)
        let landscape = Image.landscape(width: 1280, height: 720)
        for index in 0..<250 { try await writer.write(tile.frame(index, before: landscape), at: Double(index) / 25) }
        try await writer.finish()
        return file.path(percentEncoded: false)
    }
}

extension SampleVideo {
    /// Keeps every nth analyzed frame, and fewer the longer the video is.
    private struct Gathering {
        var frames: [AnalyzedFrame] = []
        var kept: [(index: Int, frame: KeptFrame)] = []
        private var follower: Follower
        private var step = 1
        private var count = 0

        init(path: String, defaultScore: Float) { follower = Follower(source: path, defaultScore: defaultScore) }

        mutating func add(_ analyzed: AnalyzedFrame) {
            let result = follower.follow(analyzed).result
            if let sightings = analyzed.sightings {
                if count.isMultiple(of: step) {
                    let frame = KeptFrame(image: analyzed.frame.image, faces: sightings.map(\.face), result: result)
                    kept.append((count, frame))
                }
                count += 1
                if kept.count > SampleVideo.keptLimit {
                    step *= 2
                    kept.removeAll { !$0.index.isMultiple(of: step) }
                }
            }
            let size = analyzed.frame.image
            let last = frames.last?.frame.image
            let black =
                last.flatMap { ($0.width, $0.height) == (size.width, size.height) ? $0 : nil }
                ?? Image(width: size.width, height: size.height)
            let frame = Frame(image: black, time: analyzed.frame.time, index: analyzed.frame.index)
            frames.append(AnalyzedFrame(frame: frame, sightings: analyzed.sightings, times: analyzed.times))
        }
    }
}
