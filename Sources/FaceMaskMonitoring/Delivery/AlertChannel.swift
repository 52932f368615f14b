public import FaceMaskEvents

/// Carries alerts to one place: a program, a server, the terminal's bell.
public protocol AlertChannel: Sendable {
    /// Whether `send` returns at once, so that alerts need not wait in a queue.
    var isImmediate: Bool { get }
    /// Carries an alert there, and returns when it has arrived. Returns or throws soon after its task is cancelled.
    ///
    /// - Throws: `MonitoringError` with a sentence that holds no secret.
    func send(_ alert: Alert) async throws(MonitoringError)
}

extension AlertChannel {
    /// False: alerts wait in a queue.
    public var isImmediate: Bool { false }
}

/// The kinds of channels that alerts can be carried by, under the `scheme` of the actions that ask for them.
public struct AlertChannels: Sendable {
    /// Makes the channel for an action; `nil` for an action of another kind.
    public typealias Factory =
        @Sendable (AlertAction, DeliverySettings, AlertDelivery.Dependencies) -> (any AlertChannel)?

    private var factories: [String: Factory]

    /// The bell (`bell`), programs (`run`), and servers (`http`, `https`).
    public static let standard = AlertChannels([
        "bell": { _, _, dependencies in BellChannel(ring: dependencies.bell) },
        "run": CommandChannel.make, "http": WebhookChannel.make, "https": WebhookChannel.make,
    ])

    /// Takes a factory for each scheme.
    public init(_ factories: [String: Factory]) { self.factories = factories }

    /// The factory for a scheme, in small letters.
    public subscript(scheme: String) -> Factory? {
        get { factories[scheme] }
        set { factories[scheme] = newValue }
    }

    /// The schemes whose addresses have a secret, such as a token, where others have a host: nothing but the scheme is
    /// ever shown of them.
    public var schemesWithSecretHosts: Set<String> = []

    /// All schemes.
    public var schemes: Set<String> { Set(factories.keys) }

    /// The schemes of addresses: the others are those of actions without one.
    public var addressSchemes: Set<String> { schemes.subtracting(AlertAction.schemesWithoutAddress) }

    /// The addresses that alerts can be sent to, for messages: `http or https address`.
    public var addressPhrase: String {
        let names = addressSchemes.sorted()
        guard let last = names.last, names.count > 1 else { return "\(names.first.map { $0 + " " } ?? "")address" }
        return "\(names.dropLast().joined(separator: ", ")) or \(last) address"
    }

    func channel(
        for action: AlertAction, _ settings: DeliverySettings, _ dependencies: AlertDelivery.Dependencies
    ) -> (any AlertChannel)? { factories[action.scheme]?(action, settings, dependencies) }
}

/// The terminal's bell.
struct BellChannel: AlertChannel {
    let ring: @Sendable () -> Void

    var isImmediate: Bool { true }
    func send(_ alert: Alert) async throws(MonitoringError) { ring() }
}
