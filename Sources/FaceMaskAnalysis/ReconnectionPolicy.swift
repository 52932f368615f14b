/// The times to wait for a source, and between attempts to open it again.
public struct ReconnectionPolicy: Sendable, Hashable {
    /// The time before the first attempt after a loss. It doubles with each failed attempt.
    public var firstWait: Duration
    /// The longest time between two attempts.
    public var longestWait: Duration
    /// The longest time for opening the source, and for waiting for a frame. After it the connection is closed and opened
    /// again.
    public var patience: Duration

    /// Creates a policy. By default waits are 1 second, doubled up to 30 seconds, and the patience is 10 seconds.
    ///
    /// - Precondition: All times are greater than 0, and `longestWait` is at least `firstWait`.
    public init(
        firstWait: Duration = .seconds(1), longestWait: Duration = .seconds(30), patience: Duration = .seconds(10)
    ) {
        precondition(firstWait > .zero && longestWait >= firstWait && patience > .zero, "the times are greater than 0")
        (self.firstWait, self.longestWait, self.patience) = (firstWait, longestWait, patience)
    }

    /// Returns the time before attempt `number` after a loss, counted from 0.
    public func wait(beforeAttempt number: Int) -> Duration {
        var wait = firstWait
        for _ in 0..<max(number, 0) where wait < longestWait { wait *= 2 }
        return min(wait, longestWait)
    }
}
