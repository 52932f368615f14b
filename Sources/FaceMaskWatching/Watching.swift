package import FaceMaskAnalysis
package import FaceMaskCore
package import FaceMaskEvents
internal import Logging
internal import ServiceLifecycle
internal import Synchronization

/// Watches several sources at once: a service for each source, one that feeds the consumers of their events, and those of
/// the plan.
///
/// It ends when all sources have ended, after `duration`, when the task is cancelled, or when an essential consumer fails.
/// In each case what is written is whole, and the consumers get all events.
///
/// The plan's services start first. Once the consumers have everything, the services are asked to end, the last one first:
/// a graceful shutdown, which those that end by themselves may ignore. When the task is cancelled, theirs are. One that
/// fails is reported, and watching continues.
package final class Watching: Sendable {
    private let plan: Plan
    private let hub: EventHub
    private let group: ServiceGroup
    private let stopSignal: StopSignal
    private let results: SessionResults

    /// Prepares to watch. `report` gets each failure as soon as it happens, whatever task it happens in.
    package init(_ plan: Plan, analyzer: FrameAnalyzer, report: @escaping @Sendable (Failure) -> Void) {
        let (stopSignal, results) = (StopSignal(), SessionResults(count: plan.sessions.count))
        let hub = EventHub(plan.consumers) { failure in
            report(failure.failure)
            if failure.endsWatching { stopSignal.request() }
        }
        (self.plan, self.hub, self.stopSignal, self.results) = (plan, hub, stopSignal, results)
        let environment = SourceService.Environment(
            analyzer: analyzer, hub: hub, stopSignal: stopSignal, results: results, report: report)
        let sources = plan.sessions.enumerated().map {
            SourceService(session: $1, index: $0, environment: environment)
        }
        let members = (plan.services + sources).map { GroupMember(service: $0, report: report) }
        var services = members.map {
            ServiceGroupConfiguration.ServiceConfiguration(service: $0, successTerminationBehavior: .ignore)
        }
        services.insert(
            .init(service: HubService(hub: hub), successTerminationBehavior: .gracefullyShutdownGroup),
            at: plan.services.count)
        group = ServiceGroup(configuration: ServiceGroupConfiguration(services: services, logger: plan.logger))
    }

    /// Watches, and returns how it went, in the order of the sessions. Call it once.
    package func run() async -> [SessionSummary] {
        guard !plan.sessions.isEmpty else { return [] }
        await withTaskGroup(of: Void.self) { tasks in
            if let duration = plan.duration {
                tasks.addTask { [plan, stopSignal] in
                    do { try await plan.clock.sleep(for: duration) } catch { return }
                    stopSignal.request()
                }
            }
            do { try await group.run() } catch {
                // Services throw nothing: the task was cancelled.
                plan.logger.debug("The services were cancelled: \(error)")
            }
            tasks.cancelAll()
        }
        return results.summaries
    }

    /// The failures of consumers so far.
    package var consumerFailures: [ConsumerFailure] { hub.failures }
}

/// What the sessions leave.
final class SessionResults: Sendable {
    private let state: Mutex<(summaries: [SessionSummary?], open: Int)>

    init(count: Int) { state = Mutex(([SessionSummary?](repeating: nil, count: count), count)) }

    var summaries: [SessionSummary] { state.withLock { $0.summaries.compactMap(\.self) } }

    /// Takes the end of a session; true for the last one.
    func end(_ index: Int, _ summary: SessionSummary?) -> Bool {
        state.withLock { state in
            state.summaries[index] = summary
            state.open -= 1
            return state.open == 0
        }
    }
}
