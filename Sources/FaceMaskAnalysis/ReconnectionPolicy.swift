/// How long to wait for a source, and between attempts to open it again.
public struct ReconnectionPolicy: Sendable, Hashable {
    /// The time before the first attempt after a loss; it doubles with each attempt that fails.
    public var firstWait: Duration
    /// The longest time between two attempts.
    public var longestWait: Duration
    /// So long may opening take, and a frame be waited for, before the connection is closed and opened anew.
    public var patience: Duration

    /// Creates a policy; 1 second, doubled up to 30, and 10 seconds of patience, unless told otherwise.
    public init(
        firstWait: Duration = .seconds(1), longestWait: Duration = .seconds(30), patience: Duration = .seconds(10)
    ) {
        precondition(firstWait > .zero && longestWait >= firstWait && patience > .zero, "times are more than 0")
        (self.firstWait, self.longestWait, self.patience) = (firstWait, longestWait, patience)
    }

    /// The time before attempt `number` after a loss, counted from 0.
    public func wait(beforeAttempt number: Int) -> Duration {
        var wait = firstWait
        for _ in 0..<max(number, 0) where wait < longestWait { wait *= 2 }
        return min(wait, longestWait)
    }
}
