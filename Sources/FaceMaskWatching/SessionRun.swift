internal import FaceMask
internal import FaceMaskAnalysis
internal import FaceMaskCore
internal import FaceMaskEvents
internal import FaceMaskMedia
internal import FaceMaskMonitoring
internal import Foundation

/// A session that is under way.
struct SessionRun {
    private let session: SourceSession
    private let observer: SourceSession.Observer
    private var follower: SourceFollower
    private var writer: SessionWriter
    private var events: EventSequence
    private var summary: SessionSummary
    private var time = 0.0
    private var saidFailures: Set<Failure> = []

    /// An error that the observer threw, told apart from those of the source.
    struct ObserverError: Error {
        let underlying: any Error
    }

    init(_ session: SourceSession, defaultScore: Float, observer: SourceSession.Observer) {
        (self.session, self.observer) = (session, observer)
        follower = SourceFollower(source: session.name, defaultScore: defaultScore, site: session.site)
        writer = SessionWriter(session.outputs, isLive: session.input.isLive)
        events = EventSequence(source: SourceID(session.name), now: session.now)
        summary = SessionSummary(source: session.name)
    }

    /// Handles all that comes from the source. Nothing runs any more when it returns or throws.
    mutating func take(from source: AnalyzedSource) async throws {
        writer.frameRate = source.information?.frameRate
        var analyzed = source.makeAsyncIterator()
        let result: Result<Void, any Error>
        do {
            while !Task.isCancelled, let event = try await analyzed.next() {
                guard try await handle(event, of: source) else { break }
            }
            result = .success(())
        } catch {
            result = .failure(error)
        }
        await analyzed.cancel()
        summary.brokenFrames = await source.brokenFrames()
        try result.get()
    }

    /// Returns false when the person wants to see no more.
    private mutating func handle(_ event: AnalyzedEvent, of source: AnalyzedSource) async throws -> Bool {
        switch event {
        case .health(let health):
            try await send(.source(health.status(of: session.name)))
            return true
        case .frame(let frame):
            summary.droppedFrames = source.droppedFrames()
            let goesOn = try await handle(frame)
            if let information = source.information { observer.progressed(time, information) }
            return goesOn
        }
    }

    private mutating func handle(_ analyzed: AnalyzedFrame) async throws -> Bool {
        let outcome = follower.follow(analyzed)
        let result = outcome.result
        var people = outcome.events
        time = result.time
        writer.addCrops(of: result, in: analyzed.frame.image, events: &people)
        summary.add(result, times: analyzed.times)
        tellFailures()
        try await send(.frame(result))
        try await send(people)
        for alert in outcome.alerts { try await send(.alert(alert)) }
        let goesOn = try await writer.write(analyzed.frame, with: result)
        tellFailures()
        return goesOn
    }

    /// Remembers why the source ended early.
    mutating func fail(_ error: any Error) {
        summary.sourceFailure = Failure((error as? MediaError)?.about(session.name) ?? error)
    }

    /// Completes what is written, and says who leaves and what failed.
    mutating func finish(after start: ContinuousClock.Instant) async throws -> SessionSummary {
        var people = follower.finish()
        await writer.finish(events: &people)
        tellFailures()
        do {
            try await send(people)
            if let failure = summary.sourceFailure {
                try await send(.failure(SourceFailure(source: session.name, sentence: failure.sentence)))
            }
        } catch let error as ObserverError { throw error.underlying }
        summary.elapsed = start.duration(to: .now)
        summary.annotationTime = writer.time
        summary.annotatedPath = summary.isEmpty ? nil : writer.annotatedPath
        summary.omittedSound = await writer.omittedSound
        summary.crossings = follower.crossings
        summary.outputFailures = writer.failures
        return summary
    }

    /// Completes what is written after the observer failed: what was annotated until then is worth keeping.
    mutating func abandon() async {
        var nobody: [PersonEvent] = []
        await writer.finish(events: &nobody)
    }

    private mutating func send(_ people: [PersonEvent]) async throws {
        for event in people {
            if event.kind == .left { summary.people.add(event.person.verdict.state) }
            try await send(.person(event))
        }
    }

    private mutating func send(_ body: WatchEvent.Body) async throws {
        let event = events.event(body, at: time, droppedFrames: summary.droppedFrames)
        do { try await observer.receive(event) } catch { throw ObserverError(underlying: error) }
    }

    /// Tells of each failure of an output once.
    private mutating func tellFailures() {
        for failure in writer.failures where saidFailures.insert(failure).inserted { observer.outputFailed(failure) }
    }
}
