import FaceMaskCore
import Testing

struct PrintableTests {
    struct Case: CustomTestStringConvertible {
        let reason: String
        let text: String
        let shown: String
        var testDescription: String { reason }
    }

    @Test(arguments: [
        Case(reason: "plain words stay", text: "Käthe 😷.jpg", shown: "Käthe 😷.jpg"),
        Case(reason: "nothing stays nothing", text: "", shown: ""),
        Case(reason: "a line break would forge a line", text: "a\nb\r", shown: #"a\nb\r"#),
        Case(reason: "an escape would colour the terminal", text: "\u{1B}[31m", shown: #"\u{1B}[31m"#),
        Case(reason: "C1 controls begin sequences, too", text: "\u{9B}2J", shown: #"\u{009B}2J"#),
        Case(reason: "a direction override would hide an extension", text: "\u{202E}gpj", shown: #"\u{202E}gpj"#),
        Case(reason: "Unicode has line breaks of its own", text: "a\u{2028}b", shown: #"a\u{2028}b"#),
    ])
    func escapesControlCharacters(_ row: Case) {
        #expect(printable(row.text) == row.shown)
        #expect(printable(printable(row.text)) == row.shown, "shown once or twice, it reads the same")
    }
}
