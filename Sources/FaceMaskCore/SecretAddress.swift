/// An address that may contain passwords or tokens, or name environment variables that do: `${NAME}`. Only its scheme
/// and, unless that is a secret too, its host are ever shown.
public struct SecretAddress: Hashable, Sendable {
    /// The address as the user wrote it, for opening it only. It must never be shown.
    public let text: String

    /// Whether what follows the scheme is a secret, such as a token, and not a host.
    public let hidesHost: Bool

    /// Wraps an address unchanged.
    public init(_ text: String, hidesHost: Bool = false) { (self.text, self.hidesHost) = (text, hidesHost) }

    /// The scheme in lower case; `nil` for a path, and for an address whose scheme is in a variable.
    public var scheme: String? { text.prefixMatch(of: /([A-Za-z][A-Za-z0-9+.\-]*):\/\//)?.output.1.lowercased() }

    /// An environment variable that an address names and that isn't set.
    public struct MissingVariable: Error, Hashable, Sendable {
        /// The variable's name, without `${}`.
        public let name: String
    }

    /// Returns the address with its variables replaced by their values, percent-encoded unless the variable is the
    /// whole address.
    ///
    /// - Throws: `MissingVariable` for the last one that is missing in `environment`.
    public func expanded(with environment: [String: String]) throws(MissingVariable) -> String {
        var result = text
        for match in text.matches(of: /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/).reversed() {
            let name = String(match.output.1)
            guard let value = environment[name] else { throw MissingVariable(name: name) }
            let isWhole = match.range == text.startIndex..<text.endIndex
            result.replaceSubrange(match.range, with: isWhole ? value : Self.encoded(value))
        }
        return result
    }

    /// Percent-encodes all characters except the unreserved ones (RFC 3986, 2.3).
    private static func encoded(_ value: String) -> String {
        value.utf8.map { byte in
            let scalar = Unicode.Scalar(byte)
            let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
            return isPlain || "-._~".unicodeScalars.contains(scalar)
                ? String(scalar) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}

extension SecretAddress: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The scheme and host of a network address, `https://example.org/…`, or the scheme alone; a path unchanged.
    public var description: String {
        guard let match = text.prefixMatch(of: /([A-Za-z][A-Za-z0-9+.\-]*:\/\/)([^\/?#]*)(.*)/) else {
            return text.contains("${") ? "an address" : text
        }
        let (scheme, authority, rest) = (match.output.1, match.output.2, match.output.3)
        if hidesHost { return "\(scheme)…" }
        // A password that isn't encoded properly may contain a slash, and then it isn't clear where the host begins.
        guard !rest.contains("@") else { return "\(scheme)…" }
        let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        return "\(scheme)\(host.prefix { $0 != "$" })/…"
    }

    /// The same as `description`, for debuggers.
    public var debugDescription: String { description }
    /// The same as `description`, for `dump`.
    public var customMirror: Mirror { Mirror(self, children: ["address": description]) }
}
