internal import FaceMask
internal import FaceMaskAnalysis
internal import FaceMaskCore
internal import FaceMaskEvents
internal import FaceMaskMonitoring
internal import ServiceLifecycle

/// Runs the session of one source.
struct SourceService: Service {
    /// What all sources share.
    struct Environment: Sendable {
        let analyzer: FrameAnalyzer
        let hub: EventHub
        let stopSignal: StopSignal
        let results: SessionResults
        let report: @Sendable (Failure) -> Void
    }

    let session: SourceSession
    let index: Int
    let environment: Environment

    func run() async {
        let summary = await runUntilStopped()
        if environment.results.end(index, summary) { environment.hub.finish() }
    }

    private func runUntilStopped() async -> SessionSummary? {
        await withTaskGroup(of: SessionSummary?.self) { tasks in
            tasks.addTask { await runSession() }
            tasks.addTask {
                await environment.stopSignal.wait()
                return nil
            }
            var summary: SessionSummary?
            while let next = await tasks.next() {
                summary = summary ?? next
                // Either the session has ended, or it is to end.
                tasks.cancelAll()
            }
            return summary
        }
    }

    private func runSession() async -> SessionSummary? {
        let (hub, isLive) = (environment.hub, session.input.isLive)
        let observer = SourceSession.Observer(
            // A camera never waits; a file waits for slow consumers.
            receive: { event in if isLive { hub.publish(event) } else { await hub.deliver(event) } },
            outputFailed: environment.report)
        do {
            let summary = try await session.run(with: environment.analyzer, observer: observer)
            if let failure = summary.sourceFailure { environment.report(failure) }
            return summary
        } catch {
            environment.report(Failure(error))
            return nil
        }
    }
}

/// Feeds the consumers of events until the sources have ended and everything is consumed.
struct HubService: Service {
    let hub: EventHub

    func run() async { await hub.run() }
}

/// Delivers alerts until no more come, or its task is cancelled: then nobody waits for a dead server.
struct DeliveryService: Service {
    /// It must be among the consumers, too, to get alerts.
    let delivery: AlertDelivery

    func run() async { await delivery.run() }
}

/// A service of the group whose end and failure end nothing else.
struct GroupMember: Service {
    let service: any Service
    let report: @Sendable (Failure) -> Void

    func run() async {
        do { try await service.run() } catch is CancellationError {
            // It was asked to end.
        } catch { report(Failure(error)) }
        // The group takes a service that ends before its turn, while it shuts another one down, for a fault, and cancels
        // all: whoever is done early waits.
        try? await gracefulShutdown()
    }
}
