/// How a network or a device is spoken with.
public struct VideoConnection: Sendable, Hashable {
    /// How RTSP sends pictures.
    public enum Transport: Sendable, Hashable {
        /// In order and whole, through every firewall.
        case tcp
        /// Sooner, with holes where the network loses packets.
        case udp
    }

    /// How RTSP sends pictures; TCP unless told otherwise.
    public var transport: Transport
    /// Seconds that opening may take.
    public var openingTimeout: Double
    /// Seconds without anything from the source before it is given up.
    public var readingTimeout: Double

    /// Creates a way of speaking; TCP and ten seconds each, unless told otherwise.
    public init(transport: Transport = .tcp, openingTimeout: Double = 10, readingTimeout: Double = 10) {
        precondition(openingTimeout > 0 && readingTimeout > 0, "times are more than 0")
        (self.transport, self.openingTimeout, self.readingTimeout) = (transport, openingTimeout, readingTimeout)
    }
}
