/// Shows frames when their stamps say, where they come in heaps: as in a playlist's pieces, or a file on a web server.
struct PlaybackPace {
    /// What stamp was shown when, in seconds.
    private var anchor: (stamp: Double, time: Double)?

    /// Seconds behind its time from which on a frame begins a new reckoning, as after a gap in the network.
    private static let lateness = 1.0
    /// Seconds ahead of its time from which on a stamp is another clock's. Pieces of playlists are shorter.
    private static let leap = 30.0

    /// How many seconds from `now` the frame with `stamp` is due.
    mutating func wait(forStamp stamp: Double, now: Double) -> Double {
        let due = anchor.map { $0.time + stamp - $0.stamp } ?? now
        guard anchor != nil, (-Self.lateness...Self.leap).contains(due - now) else {
            anchor = (stamp, now)
            return 0
        }
        return max(due - now, 0)
    }
}
