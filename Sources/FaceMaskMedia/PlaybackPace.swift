/// Times frames that arrive in bursts by their timestamps, such as those of a playlist or of a file on a web server.
struct PlaybackPace {
    /// The frame that timing started from: its timestamp and when it was shown, in seconds.
    private var anchor: (stamp: Double, time: Double)?

    /// The lateness in seconds at which timing restarts, as after a gap in the network.
    private static let lateness = 1.0
    /// The seconds ahead at which a timestamp is taken to be from another clock. Segments of playlists are shorter.
    private static let leap = 30.0

    /// Returns the seconds from `now` until the frame with `stamp` is due.
    mutating func wait(forStamp stamp: Double, now: Double) -> Double {
        let due = anchor.map { $0.time + stamp - $0.stamp } ?? now
        guard anchor != nil, (-Self.lateness...Self.leap).contains(due - now) else {
            anchor = (stamp, now)
            return 0
        }
        return max(due - now, 0)
    }
}
