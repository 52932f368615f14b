/// An address that may hold passwords or tokens, or name variables of the environment that do: `${NAME}`. Only its scheme and
/// host are ever shown.
public struct SecretAddress: Hashable, Sendable {
    /// As the user wrote it, for whoever opens it; for nobody's eyes.
    public let text: String

    /// Takes an address as it is.
    public init(_ text: String) { self.text = text }

    /// The scheme in small letters; `nil` for a path, and for an address whose scheme is in a variable.
    public var scheme: String? { text.prefixMatch(of: /([A-Za-z][A-Za-z0-9+.\-]*):\/\//)?.output.1.lowercased() }

    /// The variable of the environment that an address names and that is not set.
    public struct MissingVariable: Error, Hashable, Sendable {
        /// Its name, without `${}`.
        public let name: String
    }

    /// Returns the address with the values of its variables, percent-encoded unless the variable is the whole address.
    ///
    /// - Throws: `MissingVariable` for the last one that `environment` doesn't have.
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

    /// Encodes everything but the characters that mean themselves everywhere in an address (RFC 3986, 2.3).
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
    /// The scheme and host of a network address: `https://example.org/…`; a path as it is.
    public var description: String {
        guard let match = text.prefixMatch(of: /([A-Za-z][A-Za-z0-9+.\-]*:\/\/)([^\/?#]*)(.*)/) else {
            return text.contains("${") ? "an address" : text
        }
        let (scheme, authority, rest) = (match.output.1, match.output.2, match.output.3)
        // A password that is not encoded as it should be may hold a slash: then it isn't clear where the host begins.
        guard !rest.contains("@") else { return "\(scheme)…" }
        let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        return "\(scheme)\(host.prefix { $0 != "$" })/…"
    }

    /// What debuggers show: not more than `description`.
    public var debugDescription: String { description }
    /// What `dump` shows: not more than `description`.
    public var customMirror: Mirror { Mirror(self, children: ["address": description]) }
}
