import FaceMaskCore

/// A network address. It may contain a password or token, or the name of an environment variable that does
/// (`rtsp://user:${CAM_PASSWORD}@host/`); none of them is ever shown.
public struct StreamAddress: Hashable, Sendable {
    /// The address as the user typed it.
    private let address: SecretAddress
    /// The scheme in lower case, without `://`.
    let scheme: String

    /// The protocols that FFmpeg may use for each scheme. Files are never among them: a playlist or redirection from
    /// elsewhere must not make this program read them.
    private static let protocols = [
        "rtsp": "rtp,udp,tcp", "rtsps": "rtp,udp,tcp,tls,srtp",
        "http": "http,https,tcp,tls,httpproxy,crypto,data", "https": "http,https,tcp,tls,httpproxy,crypto,data",
        "tcp": "tcp", "udp": "udp", "srt": "srt",
    ]

    /// Returns `nil` if `text` isn't a network address.
    init?(typed text: String) throws {
        guard let match = text.prefixMatch(of: /([A-Za-z][A-Za-z0-9+.\-]*):\/\/./) else { return nil }
        let scheme = match.output.1.lowercased()
        guard scheme != "file" else { return nil }
        guard Self.protocols[scheme] != nil else {
            let known = Self.protocols.keys.sorted().joined(separator: ", ")
            throw MediaError(
                .unsupportedAddress, subject: Secrets.hidden(in: text),
                reason: "the protocol '\(scheme)' is not supported (\(known))")
        }
        (address, self.scheme) = (SecretAddress(text), scheme)
    }

    /// The protocols that this address may lead to, as FFmpeg's list.
    var allowedProtocols: String { Self.protocols[scheme] ?? "" }

    /// Returns the address with its variables replaced by their values in `environment`, percent-encoded.
    func expanded(by environment: [String: String]) throws(Fault) -> String {
        do { return try address.expanded(with: environment) } catch {
            throw Fault(.missingVariable, "its address needs the environment variable \(error.name), which is not set")
        }
    }
}

extension StreamAddress: CustomStringConvertible, CustomReflectable {
    /// The address without password and tokens.
    public var description: String { Secrets.hidden(in: address.text) }
    /// The same as `description`, for `dump`.
    public var customMirror: Mirror { Mirror(self, children: ["address": description]) }
}

/// Redacts passwords and tokens of addresses in any text. When in doubt, it hides more.
enum Secrets {
    /// The replacement for hidden text.
    private static let mark = "…"

    static func hidden(in text: String) -> String {
        text.replacing(/([A-Za-z][A-Za-z0-9+.\-]*:\/\/)(\S+)/) { match in
            String(match.output.1) + withoutValues(withoutUser(String(match.output.2)))
        }
    }

    /// Splits at the last `@`, since an unencoded password may contain one, or a slash.
    private static func withoutUser(_ rest: String) -> String {
        guard let end = rest.lastIndex(of: "@") else { return rest }
        let name = rest[..<end].prefixMatch(of: /([A-Za-z0-9._\-]+):/)?.output.1
        return (name.map { "\($0):" } ?? "") + mark + rest[end...]
    }

    /// Hides what follows a revealing name, up to the next value; some cameras have such pairs in the path.
    private static func withoutValues(_ rest: String) -> String {
        let pattern =
            /([^&;?\/#=]*(?:pass|pwd|pw|token|key|secret|auth|sig|cred|jwt|session|code)[^&;?\/#=]*=)[^&;#]*/
        return rest.replacing(pattern.ignoresCase()) { String($0.output.1) + mark }
    }
}
