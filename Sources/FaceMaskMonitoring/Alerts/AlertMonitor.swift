internal import FaceMaskFormats
public import FaceMaskCore
public import FaceMaskEvents

/// Raises alerts about the people of one source. A value that takes the frames in order: the same people at the same times
/// always raise the same alerts.
///
/// While a condition continues to hold, its alert is repeated after each cool-down.
public struct AlertMonitor: Hashable, Sendable {
    fileprivate struct Watch: Hashable {
        let rule: AlertRule
        let zone: Zone?
        /// When the condition began to hold, and when the last alert was raised, both on the monitor's clock.
        var since: Double?
        var lastAlert: Double?
    }

    private let source: String
    private var watches: [Watch]
    /// Seconds since the first frame, as a sum of steps: a source's clock that jumps back neither ends nor prolongs a
    /// cool-down.
    private var clock = 0.0
    private var time: Double?

    /// Creates a monitor; `source` is the name that alerts give.
    ///
    /// - Throws: `MonitoringError` when a rule's zone is not among `zones`.
    public init(rules: [AlertRule], zones: [Zone] = [], source: String) throws(MonitoringError) {
        self.source = source
        watches = []
        for rule in rules {
            let zone = zones.first { $0.name == rule.zone }
            if let name = rule.zone, zone == nil {
                let names = zones.map(\.name)
                let hint =
                    names.isEmpty
                    ? "define one"
                    : name.nearest(of: names).map { "write '\($0)' if that is meant" }
                        ?? "there are: " + names.map { "'\($0)'" }.joined(separator: ", ")
                throw MonitoringError(.faultyAlert, rule.name, "there is no zone '\(name)'; \(hint)")
            }
            watches.append(Watch(rule: rule, zone: zone))
        }
    }

    /// Takes the people in the frame of `width` × `height` pixels at `time`, in seconds, and returns the alerts that are due, in
    /// the order of the rules. A time that is not later than the last one counts as the same moment.
    public mutating func alerts(after tracks: [Track], at time: Double, width: Int, height: Int) -> [Alert] {
        if time.isFinite {
            clock += max(time - (self.time ?? time), 0)
            self.time = time
        }
        return watches.indices.compactMap { index in
            let people = watches[index].zone?.people(of: tracks, width: width, height: height) ?? tracks
            let count = PeopleCount(people)
            guard let lasted = watches[index].step(isMet: watches[index].rule.condition.isMet(by: count), at: clock)
            else { return nil }
            let rule = watches[index].rule
            let counted = people.filter { $0.verdict.state.map(rule.condition.states.contains) ?? false }
            return Alert(
                source: source,
                rule: Alert.Rule(name: rule.name, condition: "\(rule.condition)", zone: rule.zone, index: index),
                time: self.time ?? 0, lasted: lasted, people: count, tracks: counted.map(\.id).sorted())
        }
    }
}

extension AlertMonitor.Watch {
    /// Returns how long the condition has held if an alert is due; otherwise `nil`.
    fileprivate mutating func step(isMet: Bool, at clock: Double) -> Double? {
        guard isMet else {
            since = nil
            return nil
        }
        let since = self.since ?? clock
        self.since = since
        let isQuiet = lastAlert.map { clock - $0 < rule.coolDown } ?? false
        guard !isQuiet, clock - since >= rule.seconds else { return nil }
        lastAlert = clock
        return clock - since
    }
}
