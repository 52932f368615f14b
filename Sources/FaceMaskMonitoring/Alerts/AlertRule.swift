/// The condition under which an alert is raised, and the actions that follow.
///
/// In one line: `[NAME:] STATES>=LIMIT [for TIME] [in ZONE] [every TIME] [then ACTION, ACTION …]`, such as
/// `door: without>=1 for 5s in entrance every 60s then bell, run notify --loud, post https://example.org/hook`.
public struct AlertRule: Hashable, Sendable, CustomStringConvertible {
    /// The rule's name in messages.
    public let name: String
    /// The condition that must hold.
    public let condition: AlertCondition
    /// How long the condition must hold without interruption, in seconds; 0 raises the alert immediately.
    public let seconds: Double
    /// The zone in which people are counted; `nil` for the whole picture.
    public let zone: String?
    /// The minimum time between two alerts of this rule, in seconds, however often the condition begins to hold.
    public let coolDown: Double
    /// The actions, in order.
    public let actions: [AlertAction]

    /// The default cool-down in seconds: long enough to be noticed, short enough not to be forgotten.
    public static let defaultCoolDown = 60.0

    /// Creates a rule. Without a name, its text is its name.
    ///
    /// - Throws: `MonitoringError` when a time is negative or not finite, or when the name is empty or has control characters.
    public init(
        name: String? = nil, condition: AlertCondition, timing: Timing = Timing(), zone: String? = nil,
        actions: [AlertAction] = [.bell]
    ) throws(MonitoringError) {
        self.condition = condition
        self.zone = zone
        self.actions = actions
        seconds = timing.seconds
        coolDown = timing.coolDown
        let name = name ?? Self.text(condition, timing, zone)
        self.name = name
        if let reason = MonitoringError.faultyName(name) { throw MonitoringError(.faultyAlert, name, reason) }
        if let reason = zone.flatMap(MonitoringError.faultyName) {
            throw MonitoringError(.faultyAlert, name, "of its zone " + reason)
        }
        guard [seconds, coolDown].allSatisfy({ $0 >= 0 && $0.isFinite }) else {
            throw MonitoringError(.faultyAlert, name, "its times must be finite and at least 0")
        }
    }

    /// The times of a rule, in seconds.
    public struct Timing: Hashable, Sendable {
        /// How long the condition must hold.
        public var seconds: Double
        /// The minimum time between two alerts.
        public var coolDown: Double

        /// Creates times.
        public init(seconds: Double = 0, coolDown: Double = defaultCoolDown) {
            self.seconds = seconds
            self.coolDown = coolDown
        }
    }

    /// The rule in the form that `init(parsing:)` reads, without its actions, which may hold secrets.
    public var description: String {
        let text = Self.text(condition, Timing(seconds: seconds, coolDown: coolDown), zone)
        return name == text ? text : AlertWords.quoted(name) + ": " + text
    }

    private static func text(_ condition: AlertCondition, _ timing: Timing, _ zone: String?) -> String {
        var text = "\(condition)"
        if timing.seconds != 0 { text += " for \(shortest(timing.seconds))s" }
        if let zone { text += " in \(AlertWords.quoted(zone))" }
        if timing.coolDown != defaultCoolDown { text += " every \(shortest(timing.coolDown))s" }
        return text
    }
}
