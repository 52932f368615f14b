public import FaceMaskEvents
public import FaceMaskCore

/// Counts the people of one source in zones and across lines, and raises alerts. A value that takes the frames in order.
public struct SiteMonitor: Hashable, Sendable {
    private let zones: [Zone]
    private var lines: [LineCounter]
    private var alerts: AlertMonitor

    /// Creates a monitor; `source` is the name that alerts give.
    ///
    /// - Throws: `MonitoringError` when a rule's zone is not among `zones`.
    public init(
        source: String, zones: [Zone] = [], lines: [CountingLine] = [], alerts: [AlertRule] = []
    ) throws(MonitoringError) {
        self.zones = zones
        self.lines = lines.map(LineCounter.init)
        self.alerts = try AlertMonitor(rules: alerts, zones: zones, source: source)
    }

    /// What is observed in one frame.
    public struct Observation: Hashable, Sendable {
        /// The number of people in each zone, by the zone's name.
        public var zones: [String: Int]
        /// The crossings of lines.
        public var crossings: [PersonEvent]
        /// The alerts that are raised, in the order of their rules.
        public var alerts: [Alert]
    }

    /// Counts the people of the next frame, of whom `left` have left with it.
    public mutating func observe(_ frame: FrameResult, left: [Track] = []) -> Observation {
        let (tracks, time, width, height) = (frame.tracks, frame.time, frame.width, frame.height)
        let zones = Dictionary(
            uniqueKeysWithValues: zones.map { ($0.name, $0.people(of: tracks, width: width, height: height).count) })
        let crossings = lines.indices.flatMap { index in
            lines[index].crossings(after: tracks, left: left, at: time, width: width, height: height).map {
                PersonEvent(
                    kind: .crossed(line: $0.line.name, direction: $0.direction.label), time: time, person: $0.person)
            }
        }
        return Observation(
            zones: zones, crossings: crossings,
            alerts: alerts.alerts(after: tracks, at: time, width: width, height: height))
    }

    /// How often people crossed each line in each direction.
    public var crossings: [(line: String, inward: Int, outward: Int)] {
        lines.map { ($0.line.name, $0[.inward].total, $0[.outward].total) }
    }
}
