/// The connection settings for a network source or device.
public struct VideoConnection: Sendable, Hashable {
    /// The transport protocol of RTSP.
    public enum Transport: Sendable, Hashable {
        /// Ordered and complete, and passes firewalls.
        case tcp
        /// Lower latency, but damaged frames when the network loses packets.
        case udp
    }

    /// The transport protocol of RTSP.
    public var transport: Transport
    /// The time limit for opening, in seconds.
    public var openingTimeout: Double
    /// The maximum time without data before the source is given up, in seconds.
    public var readingTimeout: Double

    /// Creates settings; by default TCP and time limits of ten seconds.
    public init(transport: Transport = .tcp, openingTimeout: Double = 10, readingTimeout: Double = 10) {
        precondition(openingTimeout > 0 && readingTimeout > 0, "the time limits are greater than 0")
        (self.transport, self.openingTimeout, self.readingTimeout) = (transport, openingTimeout, readingTimeout)
    }
}
