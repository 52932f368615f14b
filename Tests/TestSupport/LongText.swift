/// A text that may be too long for the output of a test: its description shows the beginning.
public struct LongText: Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    /// The whole text.
    public let text: String

    private static let shownCharacters = 40

    /// Creates a text.
    public init(_ text: String) { self.text = text }

    /// Creates a text from a literal.
    public init(stringLiteral text: String) { self.text = text }

    /// Creates a text of `count` copies of `part`.
    public init(repeating part: String, count: Int) { text = String(repeating: part, count: count) }

    /// The text in quotes, or its beginning and length when it is long.
    public var description: String {
        let length = text.utf8.count
        guard length > Self.shownCharacters else { return text.debugDescription }
        // One character may be endless, so that scalars are counted.
        return String(String.UnicodeScalarView(text.unicodeScalars.prefix(Self.shownCharacters))).debugDescription
            + " and so on, \(length) bytes"
    }
}
