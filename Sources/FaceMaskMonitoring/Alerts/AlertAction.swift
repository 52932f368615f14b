public import FaceMaskCore

/// Something that is done when an alert is raised.
public enum AlertAction: Hashable, Sendable, CustomStringConvertible {
    /// The terminal's bell.
    case bell
    /// A program with its arguments, run without a shell.
    case command(program: String, arguments: [String])
    /// The alert as JSON, sent to a server. Such addresses are secrets as a whole: only the host is ever shown, and not even that for
    /// `AlertChannels.schemesWithSecretHosts`.
    case post(SecretAddress)

    /// Creates the action that sends alerts to `address`; `nil` unless a channel of `channels` takes addresses like it, or it
    /// begins with a variable.
    public static func post(parsing address: String, channels: AlertChannels = .standard) -> AlertAction? {
        let scheme = SecretAddress(address).scheme
        let isAddress =
            address.prefixMatch(of: /\$\{/) != nil
            || address.prefixMatch(of: /[^:\/]+:\/\/[^\s\/]/) != nil
                && scheme.map { channels.addressSchemes.contains($0) } == true
        guard isAddress, !address.contains(where: \.isWhitespace) else { return nil }
        let hidesHost = scheme.map { channels.schemesWithSecretHosts.contains($0) } ?? false
        return .post(SecretAddress(address, hidesHost: hidesHost))
    }

    /// The key of its channel in `AlertChannels`: `bell`, `run`, or the address's scheme. An address whose scheme is in a
    /// variable is posted by HTTP.
    public var scheme: String {
        switch self {
        case .bell: "bell"
        case .command: "run"
        case .post(let address): address.scheme ?? "http"
        }
    }

    /// The keys of the channels of actions that have no address.
    static let schemesWithoutAddress: Set<String> = ["bell", "run"]

    /// The action as it may be shown: without arguments and without the secret parts of an address.
    public var description: String {
        switch self {
        case .bell: "bell"
        case .command(let program, _): "run \(program)"
        case .post(let address): "post \(address)"
        }
    }
}
