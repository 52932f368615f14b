package import FaceMaskEvents
internal import FaceMaskFiles
package import FaceMaskMonitoring
package import Logging
package import ServiceLifecycle

extension Watching {
    /// What is watched, and what becomes of it.
    package struct Plan: Sendable {
        /// The sources.
        package var sessions: [SourceSession]
        /// Who takes the events.
        package var consumers: [any EventConsumer]
        /// What runs beside the sources, such as the delivery of alerts, a server or the connection to a broker; often the
        /// other half of a consumer. See `Watching` for their start, end and failures.
        package var services: [any Service]
        /// Ends everything after this time; `nil` for never.
        package var duration: Duration?
        /// Measures `duration`.
        package var clock: any Clock<Duration> = ContinuousClock()
        /// What services log to; it says nothing by default.
        package var logger = Logger(label: "facemask.watching") { _ in SwiftLogNoOpLogHandler() }

        package init(sessions: [SourceSession], consumers: [any EventConsumer], services: [any Service] = []) {
            (self.sessions, self.consumers, self.services) = (sessions, consumers, services)
        }
    }

    /// What a watch needs of the program that it runs in.
    package struct Dependencies: Sendable {
        /// The program's own consumers, such as its standard output.
        package var consumers: [any EventConsumer]
        /// What the delivery of alerts needs.
        package var alerts: AlertDelivery.Dependencies
        /// What services log to.
        package var logger: Logger

        package init(consumers: [any EventConsumer], alerts: AlertDelivery.Dependencies, logger: Logger) {
            (self.consumers, self.alerts, self.logger) = (consumers, alerts, logger)
        }
    }
}

extension Watching.Plan {
    /// Makes the sessions, consumers and services of what somebody wants to watch; the folders of outputs are made when
    /// missing, and the table of people is begun. This is the one place where they are registered.
    ///
    /// - Throws: A sentence about whatever can't be meant or written.
    package init(_ request: WatchRequest, dependencies: Watching.Dependencies) throws {
        let plan = try WatchPlan(request)
        for folder in [request.outputFolder, request.cropFolder].compactMap(\.self) { try OutputFolder.make(folder) }
        let table = try request.peopleTable.map { try PeopleTable(path: $0) }
        let delivery = AlertDelivery(rules: plan.rules, dependencies: dependencies.alerts)
        self.init(
            sessions: plan.sessions, consumers: dependencies.consumers + [delivery] + [table].compactMap(\.self),
            services: [DeliveryService(delivery: delivery)])
        (duration, logger) = (request.duration, dependencies.logger)
    }
}
