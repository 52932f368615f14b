public import FaceMaskCore

/// Delays frames until they are due by their timestamps, as a video player does.
///
/// Late frames pass immediately; when one is more than a second late, timing restarts from it.
public struct Playback<Time: Clock>: Sendable where Time.Duration == Duration {
    private let clock: Time
    private let start: Time.Instant
    private var pace = PlaybackPace()

    /// Creates a playback that starts with its first frame.
    public init(clock: Time) {
        self.clock = clock
        start = clock.now
    }

    /// Waits until `frame` is due.
    ///
    /// - Throws: `CancellationError` as soon as the task is cancelled.
    public mutating func wait(for frame: Frame) async throws {
        let now = start.duration(to: clock.now)
        let wait = pace.wait(forStamp: frame.time, now: now / .seconds(1))
        if wait > 0 { try await clock.sleep(until: start.advanced(by: now + .seconds(wait)), tolerance: nil) }
    }
}
