import FaceMaskCore

/// An address in a network. It may hold a password or token, or the name of an environment variable that does
/// (`rtsp://user:${CAM_PASSWORD}@host/`); none of them is ever shown.
public struct StreamAddress: Hashable, Sendable {
    /// As it was typed.
    private let address: SecretAddress
    /// In small letters, without `://`.
    let scheme: String

    /// What FFmpeg may speak below each scheme. Files are never among it: a playlist or redirection from elsewhere must
    /// not make this program read them.
    private static let protocols = [
        "rtsp": "rtp,udp,tcp", "rtsps": "rtp,udp,tcp,tls,srtp",
        "http": "http,https,tcp,tls,httpproxy,crypto,data", "https": "http,https,tcp,tls,httpproxy,crypto,data",
        "tcp": "tcp", "udp": "udp", "srt": "srt",
    ]

    /// Nil when `text` is no address of a network.
    init?(typed text: String) throws {
        guard let match = text.prefixMatch(of: /([A-Za-z][A-Za-z0-9+.\-]*):\/\/./) else { return nil }
        let scheme = match.output.1.lowercased()
        guard scheme != "file" else { return nil }
        guard Self.protocols[scheme] != nil else {
            let known = Self.protocols.keys.sorted().joined(separator: ", ")
            throw MediaError(
                .unsupportedAddress, subject: Secrets.hidden(in: text),
                reason: "'\(scheme)' is none of the protocols that are read (\(known))")
        }
        (address, self.scheme) = (SecretAddress(text), scheme)
    }

    /// FFmpeg's list of what this address may lead to.
    var allowedProtocols: String { Self.protocols[scheme] ?? "" }

    /// The address with variables replaced by what `environment` says, percent-encoded.
    func expanded(by environment: [String: String]) throws(Fault) -> String {
        do { return try address.expanded(with: environment) } catch {
            throw Fault(.missingVariable, "its address needs the environment variable \(error.name), which is not set")
        }
    }
}

extension StreamAddress: CustomStringConvertible, CustomReflectable {
    /// The address without password and tokens.
    public var description: String { Secrets.hidden(in: address.text) }
    /// What `dump` shows: not more than `description`.
    public var customMirror: Mirror { Mirror(self, children: ["address": description]) }
}

/// Passwords and tokens in addresses, wherever these stand in a text. Rather too much is hidden than too little.
enum Secrets {
    /// What stands in for them.
    private static let mark = "…"

    static func hidden(in text: String) -> String {
        text.replacing(/([A-Za-z][A-Za-z0-9+.\-]*:\/\/)(\S+)/) { match in
            String(match.output.1) + withoutValues(withoutUser(String(match.output.2)))
        }
    }

    /// The last `@` counts: passwords that are not encoded as they should be may hold one, or a slash.
    private static func withoutUser(_ rest: String) -> String {
        guard let end = rest.lastIndex(of: "@") else { return rest }
        let name = rest[..<end].prefixMatch(of: /([A-Za-z0-9._\-]+):/)?.output.1
        return (name.map { "\($0):" } ?? "") + mark + rest[end...]
    }

    /// Hides what follows a telling name, as far as the next value; some cameras have such pairs in the path.
    private static func withoutValues(_ rest: String) -> String {
        let pattern =
            /([^&;?\/#=]*(?:pass|pwd|pw|token|key|secret|auth|sig|cred|jwt|session|code)[^&;?\/#=]*=)[^&;#]*/
        return rest.replacing(pattern.ignoresCase()) { String($0.output.1) + mark }
    }
}
