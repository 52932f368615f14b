/// A line of text divided into words at spaces. Quotes keep a word together; in quotes, `\` escapes the next character. Before
/// the first keyword `:` is a separate word, after it a `,` at the end of a word.
struct AlertWords {
    struct Word: Hashable {
        var text: String
        /// Whether a part of it was in quotes, so that it is neither a keyword nor punctuation.
        var isQuoted: Bool

        func isPlain(_ text: String) -> Bool { !isQuoted && self.text == text }
        var isKeyword: Bool { !isQuoted && keywords.contains(text) }
    }

    static let keywords = ["for", "in", "every", "then"]

    private(set) var words: [Word] = []
    private var current: Word?

    /// Divides `line`; `nil` when a quote isn't closed.
    init?(_ line: String) {
        var quote: Character?
        var rest = line[...]
        while let character = rest.popFirst() {
            if let open = quote {
                if character == open {
                    quote = nil
                } else {
                    append(character == "\\" ? rest.popFirst() ?? character : character)
                }
            } else if character == "\"" || character == "'" {
                quote = character
                current = Word(text: current?.text ?? "", isQuoted: true)
            } else if character.isWhitespace {
                end()
            } else if isSign(character, before: rest.first) {
                end()
                words.append(Word(text: String(character), isQuoted: false))
            } else {
                append(character)
            }
        }
        end()
        if quote != nil { return nil }
    }

    private func isSign(_ character: Character, before next: Character?) -> Bool {
        let isHead = !words.contains(where: \.isKeyword)
        return isHead ? character == ":" : character == "," && next?.isWhitespace != false
    }

    private mutating func append(_ character: Character) {
        if current == nil { current = Word(text: "", isQuoted: false) }
        current?.text.append(character)
    }

    private mutating func end() {
        if let current { words.append(current) }
        current = nil
    }

    /// Returns `name` in quotes where that is necessary for it to be read as one word.
    static func quoted(_ name: String) -> String {
        if name.wholeMatch(of: /[A-Za-z0-9_\-]+/) != nil, !keywords.contains(name) { return name }
        return "\"" + name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
