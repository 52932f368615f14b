package import FaceMaskAnalysis
package import FaceMaskCore
package import FaceMaskEvents
package import FaceMaskMonitoring

/// Turns the analyzed frames of one source into results, events and alerts: the one place where tracking and site
/// monitoring meet. A value that takes the frames in order.
package struct SourceFollower: Sendable {
    private var follower: Follower
    private var site: SiteMonitor?

    /// Creates a follower without people.
    ///
    /// - Parameters:
    ///   - source: The name of the source in results.
    ///   - defaultScore: The least score of a face that starts a new track, such as the analyzer's.
    ///   - site: The zones, lines and alert rules to apply to the people; `nil` for none.
    package init(source: String, defaultScore: Float, site: SiteMonitor?) {
        follower = Follower(source: source, defaultScore: defaultScore)
        self.site = site
    }

    /// What becomes known with a frame.
    package struct Outcome: Hashable, Sendable {
        /// The people in the frame, and their numbers in zones.
        package var result: FrameResult
        /// What happened to people, crossings of lines last.
        package var events: [PersonEvent]
        /// The alerts that are raised.
        package var alerts: [Alert]
    }

    /// Takes the next frame.
    package mutating func follow(_ frame: AnalyzedFrame) -> Outcome {
        let (result, events) = follower.follow(frame)
        var outcome = Outcome(result: result, events: events, alerts: [])
        guard let observed = site?.observe(result, left: events.filter { $0.kind == .left }.map(\.person)) else {
            return outcome
        }
        outcome.result.zones = observed.zones
        outcome.events += observed.crossings
        outcome.alerts = observed.alerts
        return outcome
    }

    /// Returns the events of the people who leave because the source ends.
    package mutating func finish() -> [PersonEvent] { follower.finish() }

    /// How often people crossed each line in each direction.
    package var crossings: [(line: String, inward: Int, outward: Int)] { site?.crossings ?? [] }
}
