/// Returns the text with control characters shown as `\n`, `\u{7}` …, so that a file's name can't break a line, move
/// the cursor or colour the terminal. Text without any is returned unchanged.
public func printable(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
        switch scalar.properties.generalCategory {
        // The joiners in emoji and Indian scripts.
        case .format where scalar == "\u{200C}" || scalar == "\u{200D}": String(scalar)
        case .control, .format, .lineSeparator, .paragraphSeparator: scalar.escaped(asASCII: true)
        default: String(scalar)
        }
    }.joined()
}
