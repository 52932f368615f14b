/// The limits of the delivery of alerts.
public struct DeliverySettings: Hashable, Sendable {
    /// The most alerts that wait for one program or server. Beyond that the oldest one is dropped.
    public var capacity = 16
    /// How long a program may run before it is ended, with everything it started.
    public var commandLimit = Duration.seconds(30)
    /// How long a server may take to answer.
    public var answerLimit = Duration.seconds(10)
    /// The most attempts to post an alert.
    public var attempts = 6
    /// The wait before the second attempt; each further wait is twice as long.
    public var firstWait = Duration.seconds(1)
    /// The longest wait.
    public var longestWait = Duration.seconds(30)

    /// Creates the default settings, with which a dead server is given up after about half a minute of waiting.
    public init() {}

    /// Returns the wait after failure number `attempt`, counted from 1.
    func wait(after attempt: Int) -> Duration {
        // A shift of 16 is far beyond any sensible cap, and still no overflow.
        min(firstWait * (1 << min(max(attempt - 1, 0), 16)), longestWait)
    }
}
