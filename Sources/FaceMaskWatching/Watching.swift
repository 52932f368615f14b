package import FaceMaskAnalysis
package import FaceMaskCore
package import FaceMaskEvents
package import FaceMaskMonitoring
package import Logging
internal import ServiceLifecycle
internal import Synchronization

/// Watches several sources at once: a service for each source, one that feeds the consumers of their events, and one that
/// delivers alerts.
///
/// It ends when all sources have ended, after `duration`, when the task is cancelled, or when an essential consumer fails. In each case what is written is whole, and the consumers get all events.
package final class Watching: Sendable {
    /// What is watched, and what becomes of it.
    package struct Plan: Sendable {
        /// The sources.
        package var sessions: [SourceSession]
        /// Who takes the events.
        package var consumers: [any EventConsumer]
        /// Carries out the actions of alerts; it must be among the consumers to get any.
        package var delivery: AlertDelivery?
        /// Ends everything after this time; `nil` for never.
        package var duration: Duration?
        /// Measures `duration`.
        package var clock: any Clock<Duration> = ContinuousClock()
        /// What services log to; it says nothing by default.
        package var logger = Logger(label: "facemask.watching") { _ in SwiftLogNoOpLogHandler() }

        package init(sessions: [SourceSession], consumers: [any EventConsumer], delivery: AlertDelivery? = nil) {
            (self.sessions, self.consumers, self.delivery) = (sessions, consumers, delivery)
        }
    }

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
        var services: [any Service] = plan.delivery.map { [DeliveryService(delivery: $0)] } ?? []
        services.append(HubService(hub: hub))
        services += plan.sessions.enumerated().map { SourceService(session: $1, index: $0, environment: environment) }
        group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services.map {
                    ServiceGroupConfiguration.ServiceConfiguration(service: $0, successTerminationBehavior: .ignore)
                }, logger: plan.logger))
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
