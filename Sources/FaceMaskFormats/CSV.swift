/// Comma-separated values as RFC 4180 defines them.
package enum CSV {
    /// Returns a field, in quotes if it holds a comma, a quote or a line break.
    ///
    /// Bytes decide, as in every reader: a comma followed by a combining mark is one `Character`, but still a comma.
    package static func field(_ text: String) -> String {
        let quote = UInt8(ascii: "\"")
        let special = [quote, UInt8(ascii: ","), UInt8(ascii: "\r"), UInt8(ascii: "\n")]
        guard text.utf8.contains(where: special.contains) else { return text }
        let doubled = text.utf8.flatMap { $0 == quote ? [quote, quote] : [$0] }
        return "\"" + String(decoding: doubled, as: UTF8.self) + "\""
    }
}
