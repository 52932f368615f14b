/// How patiently alerts are delivered.
public struct DeliverySettings: Hashable, Sendable {
    /// Alerts that may wait for one command or server; then the oldest is dropped.
    public var capacity = 16
    /// How long a command may run before it is killed, with everything it started.
    public var commandLimit = Duration.seconds(30)
    /// How long a server may take to answer.
    public var answerLimit = Duration.seconds(10)
    /// How often an alert is posted at most.
    public var attempts = 6
    /// The wait before the second attempt; each further one is twice as long.
    public var firstWait = Duration.seconds(1)
    /// No wait is longer.
    public var longestWait = Duration.seconds(30)

    /// Creates the usual settings: with them a dead server is given up after about half a minute of waiting.
    public init() {}

    /// The wait after the `attempt`th failure, from 1.
    func wait(after attempt: Int) -> Duration {
        // A shift of 16 is far beyond any sensible cap, and still no overflow.
        min(firstWait * (1 << min(max(attempt - 1, 0), 16)), longestWait)
    }
}
