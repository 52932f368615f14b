public import FaceMaskEvents
public import FaceMaskCore

/// What is watched for at one source: people in zones, across lines, and what alerts are about. A value, used in the
/// order of the frames.
public struct SiteMonitor: Hashable, Sendable {
    private let zones: [Zone]
    private var lines: [LineCounter]
    private var alerts: AlertMonitor

    /// Watches for all that is given; `source` is the name that alerts give. Throws when a rule's zone is not among
    /// `zones`.
    public init(
        source: String, zones: [Zone] = [], lines: [CountingLine] = [], alerts: [AlertRule] = []
    ) throws(MonitoringError) {
        self.zones = zones
        self.lines = lines.map(LineCounter.init)
        self.alerts = try AlertMonitor(rules: alerts, zones: zones, source: source)
    }

    /// Counts the people of a frame: adds the zones' counts to it, and returns who crossed and which alerts are raised.
    public mutating func monitor(
        _ frame: inout FrameResult, left: [Track] = []
    ) -> (crossings: [PersonEvent], alerts: [Alert]) {
        let (tracks, time, width, height) = (frame.tracks, frame.time, frame.width, frame.height)
        frame.zones = Dictionary(
            uniqueKeysWithValues: zones.map { ($0.name, $0.people(of: tracks, width: width, height: height).count) })
        let crossings = lines.indices.flatMap { index in
            lines[index].crossings(after: tracks, left: left, at: time, width: width, height: height).map {
                PersonEvent(
                    kind: .crossed(line: $0.line.name, direction: $0.direction.label), time: time, person: $0.person)
            }
        }
        return (crossings, alerts.alerts(after: tracks, at: time, width: width, height: height))
    }

    /// How often people crossed each line in each direction.
    public var crossings: [(line: String, inward: Int, outward: Int)] {
        lines.map { ($0.line.name, $0[.inward].total, $0[.outward].total) }
    }
}
