package import FaceMaskAnalysis
package import FaceMaskCore
package import FaceMaskEvents
package import FaceMaskMedia
package import FaceMaskMonitoring
package import Foundation

/// One source, file or camera, from its frames to its events and all that is made of it.
package struct SourceSession: Sendable {
    /// The source's name: what the user called it, without passwords.
    package var name: String
    /// Where the frames come from.
    package var input: SessionInput
    /// What is made of the source besides its events.
    package var outputs = SessionOutputs()
    /// Counts people in zones and across lines, and raises alerts; `nil` where nothing is defined.
    package var site: SiteMonitor?
    /// Gives the time on the wall, for the events.
    package var now: @Sendable () -> Date = { Date() }

    package init(name: String, input: SessionInput) { (self.name, self.input) = (name, input) }

    /// What a session reports while it runs.
    package struct Observer {
        /// Takes the events, in order. What it throws ends the session.
        package var receive: (WatchEvent) async throws -> Void
        /// Takes a failure of an output as soon as it happens. It is in the summary, too.
        package var outputFailed: (Failure) -> Void
        /// Takes the time of the frame that was handled last, in seconds, and what the file says of itself.
        package var progressed: (Double, VideoInformation) -> Void

        package init(
            receive: @escaping (WatchEvent) async throws -> Void, outputFailed: @escaping (Failure) -> Void = { _ in },
            progressed: @escaping (Double, VideoInformation) -> Void = { _, _ in }
        ) { (self.receive, self.outputFailed, self.progressed) = (receive, outputFailed, progressed) }
    }

    /// Runs until the source ends, its window is closed or the task is cancelled; in each case everybody leaves, and what is
    /// written is whole.
    ///
    /// - Returns: How it went. A failure of the source is in it, and has been sent as the last event.
    /// - Throws: What `observer.receive` throws.
    package func run(with analyzer: FrameAnalyzer, observer: Observer) async throws -> SessionSummary {
        let start = ContinuousClock.now
        var run = SessionRun(self, defaultScore: analyzer.defaultScore, observer: observer)
        do {
            let source = try await input.open(analyzer)
            try await run.take(from: source)
        } catch let error as SessionRun.ObserverError {
            await run.abandon()
            throw error.underlying
        } catch is CancellationError {
            // The frames until then count.
        } catch {
            run.fail(error)
        }
        return try await run.finish(after: start)
    }
}
