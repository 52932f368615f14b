/// Carries alerts to where their rules send them, beside the frame loop.
///
/// Each command and each server has a short queue of its own: a dead server delays nobody else, and `submit` never
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
    /// How many errands (an alert to one command or server) there were.
    public struct Statistics: Hashable, Sendable {
        /// Done.
        public var delivered = 0
        /// Pushed out of a full queue by newer ones.
        public var dropped = 0
        /// Tried and given up.
        public var failed = 0
    }

    /// What delivery needs of the world.
    public struct Dependencies: Sendable {
        /// Sounds the terminal's bell; called by `submit`, so it must be quick.
        public var bell: @Sendable () -> Void
        /// Takes a sentence about an alert that did not arrive; it holds no secret.
        public var report: @Sendable (String) -> Void
        /// The environment of commands, and what `${NAME}` in addresses stands for.
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
    private let queues: [AlertAction: Queue]
    private let settings: DeliverySettings
    private let dependencies: Dependencies
    private var overflowing: Set<AlertAction> = []

    /// Prepares for the alerts of `rules`.
    public init(rules: [AlertRule], settings: DeliverySettings = DeliverySettings(), dependencies: Dependencies) {
        self.settings = settings
        self.dependencies = dependencies
        var queues: [AlertAction: Queue] = [:]
        for action in rules.flatMap(\.actions) where action != .bell && queues[action] == nil {
            queues[action] = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(settings.capacity))
        }
        self.queues = queues
    }

    /// Rings the bell if the alert's rule wants it, and queues the rest. Never waits for a delivery.
    public func submit(_ alert: Alert) {
        for action in alert.rule.actions {
            guard action != .bell else {
                dependencies.bell()
                continue
            }
            guard case .enqueued? = queues[action]?.continuation.yield(alert) else {
                drop(alert, action)
                continue
            }
        }
    }

    /// Delivers until `finish` was called and the queues are empty. When the task is cancelled, what is under way is
    /// given up, commands are killed. Call it once.
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

    private func drop(_ alert: Alert, _ action: AlertAction) {
        statistics.dropped += 1
        // Once for each time that a queue fills up: a server may be dead all night.
        guard overflowing.insert(action).inserted else { return }
        dependencies.report(
            "Alerts for '\(action)' come faster than they can be delivered, so the oldest are dropped; "
                + "raise the rule's 'every', or see why it takes so long.")
    }

    private func deliver(_ alert: Alert, by action: AlertAction) async {
        do throws(MonitoringError) {
            switch action {
            case .bell: dependencies.bell()
            case .command(let program, let arguments):
                let command = AlertCommand(
                    program: program, arguments: arguments, environment: dependencies.environment,
                    limit: settings.commandLimit, clock: dependencies.clock)
                try await command.run(with: alert)
            case .webhook(let address):
                let webhook = Webhook(
                    address: address, environment: dependencies.environment, settings: settings,
                    clock: dependencies.clock)
                try await webhook.post(alert)
            }
            statistics.delivered += 1
            overflowing.remove(action)
        } catch {
            statistics.failed += 1
            dependencies.report("\(error)")
        }
    }
}
