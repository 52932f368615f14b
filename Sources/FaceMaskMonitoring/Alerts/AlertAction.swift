public import FaceMaskCore

/// Something that is done when an alert is raised.
public enum AlertAction: Hashable, Sendable, CustomStringConvertible {
    /// The terminal's bell.
    case bell
    /// A program with its arguments, run without a shell.
    case command(program: String, arguments: [String])
    /// The alert as JSON, sent to a server. Such addresses are secrets as a whole: only the host is ever shown.
    case post(SecretAddress)

    /// Creates the action that sends alerts to `address`; `nil` unless a channel of `channels` takes addresses like it, or it
    /// begins with a variable.
    public static func post(parsing address: String, channels: AlertChannels = .standard) -> AlertAction? {
        let isAddress =
            address.prefixMatch(of: /\$\{/) != nil
            || address.prefixMatch(of: /[^:\/]+:\/\/[^\s\/]/) != nil
                && SecretAddress(address).scheme.map { channels.schemes.contains($0) } == true
        return isAddress && !address.contains(where: \.isWhitespace) ? .post(SecretAddress(address)) : nil
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

    /// The action as it may be shown: without arguments and without the secret parts of an address.
    public var description: String {
        switch self {
        case .bell: "bell"
        case .command(let program, _): "run \(program)"
        case .post(let address): "post \(address)"
        }
    }
}
