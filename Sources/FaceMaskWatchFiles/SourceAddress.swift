/// What to open: a path, a device or an address, perhaps with `${NAME}` for variables of the environment. It may hold a
/// password, so it is never shown as it is.
public struct SourceAddress: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// As it is written in the file, for whoever opens it.
    public let text: String

    /// Takes an address as it is.
    public init(_ text: String) { self.text = text }

    /// Of an address in a network, the scheme and the host; a path as it is.
    public var description: String {
        guard let match = text.prefixMatch(of: /([A-Za-z][A-Za-z0-9+.\-]*:\/\/)(.*)/) else {
            return text.contains("${") ? "an address" : text
        }
        // The last @ counts: passwords that are not encoded as they should be may hold one, or a slash.
        let rest = match.output.2.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        return match.output.1 + rest.prefix { !"/?#$".contains($0) } + "/…"
    }

    /// What debuggers show: not more than `description`.
    public var debugDescription: String { description }
    /// What `dump` shows: not more than `description`.
    public var customMirror: Mirror { Mirror(self, children: ["address": description]) }
}
