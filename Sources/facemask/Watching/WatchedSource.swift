import FaceMaskEvents
import FaceMaskAnalysis
import FaceMaskAnnotation
import FaceMask
import Foundation
import FaceMaskMedia
import FaceMaskMonitoring

/// One source that is watched, from its frames to what is written of it.
struct WatchedSource: Sendable {
    /// What the user called it, without passwords.
    let name: String
    let address: VideoAddress
    let connection: VideoConnection
    let selection: FrameSelection
    let pace: SamplingRate
    let style: AnnotationStyle
    /// Where its marked video goes.
    let target: String?
    /// What is watched for in it.
    let site: SiteMonitor
    /// Where the best pictures of its people go; nil for nowhere.
    let crops: BestCrops?
    /// Where it is shown; nil for nowhere.
    var shown: (grid: PreviewGrid, place: Int)?

    /// Watches until the source ends, its window is closed or the task is cancelled; in each case what is written of it
    /// is whole.
    ///
    /// Throws when the source can't be right from the beginning, or `output` refuses; after a cancellation, nothing.
    func watch(with stages: FrameAnalyzer, output: WatchOutput) async throws {
        var session = SourceSession(source: self, output: output, usualScore: stages.usualScore)
        let result: Result<Void, any Error>
        do {
            if address.isLive { try await watchLive(stages, &session) } else { try await watchFile(stages, &session) }
            result = .success(())
        } catch {
            result = .failure(error)
        }
        try await session.finish()
        do {
            try result.get()
        } catch is CancellationError {
            // Who cancels knows.
        } catch let error as MediaError {
            throw error.about(name)
        }
    }

    private func watchFile(_ stages: FrameAnalyzer, _ session: inout SourceSession) async throws {
        let reader = try await VideoReader(address, selecting: selection, connection: connection)
        for try await look in reader.frames.analyzed(by: stages, sampling: pace) {
            guard try await session.receive(look) else { return }
        }
        try Task.checkCancellation()
    }

    /// Every frame that is taken is looked at; while that is done newer ones take its place.
    private func watchLive(_ stages: FrameAnalyzer, _ session: inout SourceSession) async throws {
        let frames = ReconnectingFrames(LiveSource(address, connection: connection), clock: ContinuousClock())
        for try await event in frames {
            switch event {
            case .health(let health): try await session.receive(health)
            case .frame(let frame):
                let look = try await stages.analyze(frame)
                guard try await session.receive(look, dropped: frames.counts.dropped) else { return }
            }
        }
    }
}

/// Who is seen in one source, and what is written of it.
private struct SourceSession {
    private let source: WatchedSource
    private let output: WatchOutput
    private var follower: Follower
    private var site: SiteMonitor
    private var video: AnnotatedVideo.Attempt?
    private var preview: PreviewPlace<ContinuousClock>?
    private var annotator: FrameAnnotator
    private var crops: BestCrops?
    private var saidFailures: Set<String> = []

    init(source: WatchedSource, output: WatchOutput, usualScore: Float) {
        self.source = source
        self.output = output
        follower = Follower(source: source.name, usualScore: usualScore)
        site = source.site
        crops = source.crops
        annotator = FrameAnnotator(style: source.style)
        preview = source.shown.map { grid, place in
            PreviewPlace(place, in: grid, playedBy: source.address.isLive ? nil : ContinuousClock())
        }
    }

    /// Takes a look; false when the person wants to see no more.
    mutating func receive(_ look: AnalyzedFrame, dropped: Int = 0) async throws -> Bool {
        var (frame, events) = follower.follow(look)
        let left = events.filter { $0.kind == .left }.map(\.person)
        let observation = site.observe(frame, left: left)
        frame.zones = observation.zones
        events += observation.crossings
        crops?.add(frame, in: look.frame.image)
        crops?.write(for: &events)
        await tellFailures()
        try await output.receive(frame, events, dropped: dropped)
        for alert in observation.alerts { try await output.receive(alert) }
        await write(look, of: frame)
        return try await preview?.show(try annotator.annotated(look.frame.image, with: frame), of: look.frame) ?? true
    }

    private mutating func write(_ look: AnalyzedFrame, of frame: FrameResult) async {
        guard let target = source.target else { return }
        if video == nil {
            video = AnnotatedVideo.Attempt { [source] in
                try AnnotatedVideo(
                    path: target, style: source.style, frameRate: nil, start: look.frame.time, soundOf: nil)
            }
        }
        await video?.write(look.frame.image, with: frame)
        await tellFailures()
    }

    mutating func receive(_ health: SourceHealth) async throws {
        // Whoever comes back after a loss may sit elsewhere; the tracker's own memory decides who is the same.
        try await output.receive(health.status(of: source.name))
    }

    mutating func finish() async throws {
        await preview?.close()
        await video?.finish()
        var events = follower.finish()
        crops?.write(for: &events)
        await tellFailures()
        try await output.finish(source.name, events, crossings: site.crossings)
    }

    /// Each once.
    private mutating func tellFailures() async {
        for failure in [video?.failure, crops?.failure.map { Failure($0) }].compactMap(\.self)
        where saidFailures.insert(failure.sentence).inserted {
            await output.note(failure)
        }
    }
}
