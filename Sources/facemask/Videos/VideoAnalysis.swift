import FaceMaskAnalysis
import FaceMaskAnnotation
import FaceMaskDetectionJobs
import FaceMaskEvents
import FaceMaskCore
import FaceMask
import Foundation
import FaceMaskMedia

/// How the looking at one video went.
struct VideoResult: Sendable {
    let source: String
    var frames = 0
    /// Frames that were searched for faces.
    var looks = 0
    /// Seconds of the video that were looked at.
    var seconds = 0.0
    private var firstTime: Double?
    var elapsed = Duration.zero
    var times = PhotoTimes()
    var brokenFrames = 0
    /// Where the marked video lies; `nil` when none was wanted or it failed.
    var marked: String?
    /// Why the marked video is without sound, a clause.
    var omittedSound: String?
    /// What went wrong; the rest stands.
    var failures: [Failure] = []

    init(source: String) { self.source = source }
}

/// What is learnt of a video, in order.
enum AnalysisEvent {
    case frame(FrameResult)
    case event(PersonEvent)
}

/// The way of one video: read, look, follow, mark.
struct VideoAnalysis {
    let detector: SharedDetector
    let options: VideoOptions
    let style: AnnotationStyle
    /// Where the best pictures of the people go; nil for nowhere.
    var crops: BestCrops?
    let isQuiet: Bool

    /// Looks at the whole video and hands on what it learns. A failure of the video, or of what is written of it, is in
    /// the result; only `receive`'s errors are thrown, and that there is no detector.
    func result(
        of source: String, target: String?, receive: (AnalysisEvent) throws -> Void
    ) async throws -> VideoResult {
        var result = VideoResult(source: source)
        let stages = try await detector.detector.analyzer
        let url = URL(filePath: source)
        let reader: VideoReader
        do {
            reader = try await VideoReader(url, selecting: options.selection)
        } catch {
            result.failures.append(Self.failure(error, of: source))
            return result
        }
        var video = AnnotatedVideo.Attempt { [options, style] in
            try target.map {
                try AnnotatedVideo(
                    path: $0, style: style, frameRate: reader.information.frameRate, start: options.start, soundOf: url)
            }
        }
        let start = ContinuousClock.now
        do {
            try await follow(reader, stages, into: &result, marking: &video, receive: receive)
        } catch {
            // What was marked until then is worth keeping.
            await video.finish()
            throw error
        }
        await video.finish()
        result.elapsed = start.duration(to: .now)
        result.brokenFrames = await reader.brokenFrames
        result.omittedSound = await video.omittedSound
        if let failure = video.failure { result.failures.append(Failure(failure)) }
        if video.failure == nil, result.frames > 0 { result.marked = target }
        return result
    }

    private func follow(
        _ reader: VideoReader, _ stages: FrameAnalyzer, into result: inout VideoResult,
        marking video: inout AnnotatedVideo.Attempt, receive: (AnalysisEvent) throws -> Void
    ) async throws {
        var follower = Follower(source: result.source, usualScore: stages.usualScore)
        var crops = crops
        defer { if let failure = crops?.failure { result.failures.append(Failure(failure)) } }
        var progress = VideoProgress(reader.information, options.selection, isShown: !isQuiet)
        defer { progress.clear() }
        var looks = reader.frames.analyzed(
            by: stages, sampling: options.pace(hidesFaces: style.hidesFaces),
            between: reader.information.framesBetweenNetworks
        ).makeAsyncIterator()
        while !Task.isCancelled {
            let look: AnalyzedFrame
            do {
                guard let next = try await looks.next() else { break }
                look = next
            } catch {
                result.failures.append(Self.failure(error, of: result.source))
                break
            }
            var (frame, events) = follower.follow(look)
            crops?.add(frame, in: look.frame.image)
            crops?.write(for: &events)
            result.count(look)
            progress.clear()
            try receive(.frame(frame))
            for event in events { try receive(.event(event)) }
            let marking = ContinuousClock.now
            await video.write(look.frame.image, with: frame)
            result.times.annotation += marking.duration(to: .now)
            progress.show(time: look.frame.time)
        }
        try Task.checkCancellation()
        var events = follower.finish()
        crops?.write(for: &events)
        for event in events { try receive(.event(event)) }
    }

    /// The error about the path as the user gave it.
    private static func failure(_ error: any Error, of source: String) -> Failure {
        Failure((error as? MediaError)?.about(source) ?? error)
    }
}

extension VideoResult {
    fileprivate mutating func count(_ look: AnalyzedFrame) {
        firstTime = firstTime ?? look.frame.time
        frames += 1
        seconds = look.frame.time - (firstTime ?? 0)
        guard look.sightings != nil else { return }
        looks += 1
        times.detection += look.times.detection
        times.classification += look.times.classification
    }
}
