internal import FaceMaskCore
public import FaceMaskEvents

/// Carries alerts to where their rules send them, beside the frame loop.
///
/// Each program and each server has its own short queue: a dead server delays nobody else, and `submit` never
/// waits for any. Run it as a child task next to the loop:
///
/// ```swift
/// await withDiscardingTaskGroup { group in
///     group.addTask { await delivery.run() }
///     …  // the loop, with await delivery.submit(alert)
///     await delivery.finish()
/// }
/// ```
public actor AlertDelivery {
    /// How often an alert was carried to one program or server.
    public struct Statistics: Hashable, Sendable {
        /// Alerts that arrived.
        public var delivered = 0
        /// Alerts that newer ones replaced in a full queue.
        public var dropped = 0
        /// Alerts that were given up.
        public var failed = 0
    }

    /// What delivery needs of its environment.
    public struct Dependencies: Sendable {
        /// Sounds the terminal's bell; called by `submit`, so it must be quick.
        public var bell: @Sendable () -> Void
        /// Takes a sentence about an alert that did not arrive; it holds no secret.
        public var report: @Sendable (String) -> Void
        /// The environment of programs, and what `${NAME}` in addresses stands for.
        public var environment: [String: String]
        /// Measures waits and time limits.
        public var clock: any Clock<Duration>

        /// Creates dependencies.
        public init(
            environment: [String: String], clock: any Clock<Duration> = ContinuousClock(),
            bell: @escaping @Sendable () -> Void, report: @escaping @Sendable (String) -> Void
        ) {
            self.environment = environment
            self.clock = clock
            self.bell = bell
            self.report = report
        }
    }

    private typealias Queue = (stream: AsyncStream<Alert>, continuation: AsyncStream<Alert>.Continuation)

    /// What happened so far.
    public private(set) var statistics = Statistics()
    private let rules: [String: [AlertRule]]
    private let channels: [AlertAction: any AlertChannel]
    private let queues: [AlertAction: Queue]
    private let dependencies: Dependencies
    private var overflowing: Set<AlertAction> = []

    /// Prepares for the alerts of `rules`, the rules of each source by its name, as their `SiteMonitor` or `AlertMonitor` has
    /// them. `channels` are the kinds of places that alerts can be carried to.
    public init(
        rules: [String: [AlertRule]], settings: DeliverySettings = DeliverySettings(),
        channels kinds: AlertChannels = .standard, dependencies: Dependencies
    ) {
        self.rules = rules
        self.dependencies = dependencies
        var channels: [AlertAction: any AlertChannel] = [:]
        var queues: [AlertAction: Queue] = [:]
        for action in rules.values.joined().flatMap(\.actions) where channels[action] == nil {
            guard let channel = kinds.channel(for: action, settings, dependencies) else { continue }
            channels[action] = channel
            guard !channel.isImmediate else { continue }
            queues[action] = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(settings.capacity))
        }
        (self.channels, self.queues) = (channels, queues)
    }

    /// Rings the bell if the alert's rule wants it, and queues the rest. Never waits for a delivery.
    public func submit(_ alert: Alert) async {
        let rules = rules[alert.source] ?? []
        guard rules.indices.contains(alert.rule.index) else { return }
        for action in rules[alert.rule.index].actions {
            guard let queue = queues[action] else {
                await sendAtOnce(alert, by: action)
                continue
            }
            guard case .enqueued = queue.continuation.yield(alert) else {
                drop(action)
                continue
            }
        }
    }

    private func sendAtOnce(_ alert: Alert, by action: AlertAction) async {
        do throws(MonitoringError) {
            guard let channel = channels[action] else {
                throw MonitoringError(.noChannel, alert.rule.name, "nothing carries alerts to '\(action)'")
            }
            try await channel.send(alert)
        } catch {
            statistics.failed += 1
            dependencies.report("\(error)")
        }
    }

    /// Delivers until `finish` was called and the queues are empty. When the task is cancelled, what is under way is
    /// given up: programs are ended. Call it once.
    public func run() async {
        await withDiscardingTaskGroup { group in
            for (action, queue) in queues {
                group.addTask { for await alert in queue.stream { await self.deliver(alert, by: action) } }
            }
        }
    }

    /// Says that no more alerts come.
    public func finish() {
        for queue in queues.values { queue.continuation.finish() }
    }

    private func drop(_ action: AlertAction) {
        statistics.dropped += 1
        // Once for each time that a queue fills up: a server may be dead all night.
        guard overflowing.insert(action).inserted else { return }
        dependencies.report(
            "Alerts for '\(action)' come faster than they can be delivered, so the oldest are dropped; "
                + "raise the rule's 'every', or see why it takes so long.")
    }

    private func deliver(_ alert: Alert, by action: AlertAction) async {
        do throws(MonitoringError) {
            try await channels[action]?.send(alert)
            statistics.delivered += 1
            overflowing.remove(action)
        } catch {
            statistics.failed += 1
            dependencies.report("\(error)")
        }
    }
}

extension AlertDelivery: EventConsumer {
    package nonisolated var name: String { "the delivery of alerts" }
    /// `submit` waits for nobody, so that even a burst of alerts passes at once.
    package nonisolated var buffering: EventBuffering { .lossless(1024) }

    package nonisolated func wants(_ body: WatchEvent.Body) -> Bool { if case .alert = body { true } else { false } }

    package func consume(_ event: WatchEvent) async {
        if case .alert(let alert) = event.body { await submit(alert) }
    }
}
