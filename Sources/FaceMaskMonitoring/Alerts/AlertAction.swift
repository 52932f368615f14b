/// What is done when an alert is raised.
public enum AlertAction: Hashable, Sendable, CustomStringConvertible {
    /// The terminal's bell.
    case bell
    /// A program with its arguments, run without a shell.
    case command(program: String, arguments: [String])
    /// The alert as JSON, posted to a server.
    case webhook(WebhookAddress)

    /// As it may be shown: without arguments, and without all of an address that may be secret.
    public var description: String {
        switch self {
        case .bell: "bell"
        case .command(let program, _): "run \(program)"
        case .webhook(let address): "post \(address)"
        }
    }
}

/// Where alerts are posted to. Such addresses are secrets as a whole: only the host is ever shown.
public struct WebhookAddress: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// As the user gave it, perhaps with `${NAME}` for variables of the environment; for no one's eyes.
    public let text: String

    /// Takes an `http` or `https` address, or one that begins with a variable; `nil` for others.
    public init?(_ text: String) {
        guard text.prefixMatch(of: /(?i:https?:\/\/)[^\s\/]|\$\{/) != nil, !text.contains(where: \.isWhitespace) else {
            return nil
        }
        self.text = text
    }

    /// The scheme and the host: `https://example.org/…`.
    public var description: String {
        guard let match = text.prefixMatch(of: /([A-Za-z]+:\/\/)([^\/?#]*)/) else { return "an address" }
        // What stands before the last @ is a user's name and password.
        let host = match.output.2.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        return "\(match.output.1)\(host)/…"
    }

    /// What debuggers show: not more than `description`.
    public var debugDescription: String { description }
    /// What `dump` shows: not more than `description`.
    public var customMirror: Mirror { Mirror(self, children: ["address": description]) }

    /// The address with the values of variables; throws the name of one that isn't set.
    ///
    /// A value is encoded for its place in an address, unless it is the whole address.
    func expanded(with environment: [String: String]) -> Result<String, MissingVariable> {
        var result = text
        for match in text.matches(of: /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/).reversed() {
            let name = String(match.output.1)
            guard let value = environment[name] else { return .failure(MissingVariable(name: name)) }
            let isWhole = match.range == text.startIndex..<text.endIndex
            result.replaceSubrange(match.range, with: isWhole ? value : Self.encoded(value))
        }
        return .success(result)
    }

    struct MissingVariable: Error { let name: String }

    /// Everything but the characters that mean themselves everywhere in an address (RFC 3986, 2.3).
    private static func encoded(_ value: String) -> String {
        value.utf8.map { byte in
            let scalar = Unicode.Scalar(byte)
            let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
            return isPlain || "-._~".unicodeScalars.contains(scalar)
                ? String(scalar) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}
