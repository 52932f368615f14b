import FaceMaskFormats
import FaceMaskCore
import FaceMaskMonitoring
import TestSupport
import Testing

private struct Line: CustomTestStringConvertible, Sendable {
    let line: String
    let says: String
    var actions = ["bell"]
    var testDescription: String { line }
}

@Test(arguments: [
    Line(line: "without>=1", says: "without>=1"),
    Line(line: "without >= 1 for 5s in entrance every 60s", says: "without>=1 for 5s in entrance"),
    Line(line: "incorrect>=2 every 90s in hall for 1.5 min", says: "incorrect>=2 for 90s in hall every 90s"),
    Line(line: "incorrect+without≥30%", says: "without+incorrect>=30%"),
    Line(line: "no_mask + mask_weared_incorrect >= 12.5 %", says: "without+incorrect>=12.5%"),
    Line(line: "without>=1 in 'north door'", says: "without>=1 in \"north door\""),
    Line(line: #"without>=1 in "a \"b\" c""#, says: #"without>=1 in "a \"b\" c""#),
    Line(line: "without>=1 in \"then\"", says: "without>=1 in \"then\""),
    Line(line: "door: without>=1", says: "door: without>=1"),
    Line(line: "\"night: two\": without>=1 every 0s", says: "\"night: two\": without>=1 every 0s"),
    Line(line: "without>=1 then bell", says: "without>=1"),
    Line(
        line: "without>=1 for 1h then run notify --text 'a, b' in, bell, post https://u:p@x.org:8/s,3?t=9",
        says: "without>=1 for 3600s", actions: ["run notify", "bell", "post https://x.org:8/…"]),
    Line(line: "without>=1 then post ${HOOK}", says: "without>=1", actions: ["post an address"]),
])
private func rulesAreReadAndWritten(line: Line) throws {
    let rule = try AlertRule(parsing: line.line)
    #expect("\(rule)" == line.says)
    #expect(rule.actions.map { "\($0)" } == line.actions)
    let again = try AlertRule(parsing: line.says)
    #expect("\(again)" == line.says)
    #expect(again.condition == rule.condition && again.seconds == rule.seconds && again.coolDown == rule.coolDown)
    #expect(again.zone == rule.zone && again.name == rule.name)
}

private struct Fault: CustomTestStringConvertible, Sendable {
    let line: String
    let sentence: String
    var testDescription: String { line }
}

private let noSign = "its condition has no '>='; write one such as 'without>=1' or 'without+incorrect>=30%'"
private let noLimit = "is no limit; write a number of people from 1 on, or a share from 0.1% to 100%"
private let noState = "is not a state; write 'without', 'incorrect' or 'with', joined by '+'"

@Test(arguments: [
    Fault(line: "", sentence: noSign),
    Fault(line: "for 5s", sentence: noSign),
    Fault(line: "without>1", sentence: noSign),
    Fault(line: "bare people>=1", sentence: "'barepeople' \(noState)"),
    Fault(line: "without+>=1", sentence: "'' \(noState)"),
    Fault(line: "without>=0", sentence: "'0' \(noLimit)"),
    Fault(line: "without>=-1", sentence: "'-1' \(noLimit)"),
    Fault(line: "without>=1.5", sentence: "'1.5' \(noLimit)"),
    Fault(line: "without>=101%", sentence: "'101%' \(noLimit)"),
    Fault(line: "without>=0.01%", sentence: "'0.01%' \(noLimit)"),
    Fault(line: "without>=nan%", sentence: "'nan%' \(noLimit)"),
    Fault(line: "without>=99999999999999999999", sentence: "'99999999999999999999' \(noLimit)"),
    Fault(
        line: "without>=1 for 5", sentence: "'for' needs a time such as '5s', '500ms', '2m' or '1h', not '5'"),
    Fault(
        line: "without>=1 for", sentence: "'for' needs a time such as '5s', '500ms', '2m' or '1h', not ''"),
    Fault(
        line: "without>=1 every soon in hall",
        sentence: "'every' needs a time such as '5s', '500ms', '2m' or '1h', not 'soon'"),
    Fault(
        line: "without>=1 in north door",
        sentence: "'in' needs the name of one zone; put quotes round a name with blanks"),
    Fault(line: "without>=1 in \"\"", sentence: "of its zone its name is empty; give it one"),
    Fault(line: "without>=1 for 1s for 2s", sentence: "it says 'for' twice"),
    Fault(line: ": without>=1", sentence: "its name is empty; give it one"),
    Fault(
        line: "without>=1 in \"north", sentence: "a quote in it is not closed; put another at the end of the name"),
    Fault(line: "without>=1 then run", sentence: "'run' needs a program"),
    Fault(line: "without>=1 then bell bell", sentence: "something follows 'bell'; divide actions by a comma"),
    Fault(line: "without>=1 then post secret.org/1", sentence: "'post' needs one http or https address"),
    Fault(line: "without>=1 then post ftp://secret.org/1", sentence: "'post' needs one http or https address"),
    Fault(
        line: "without>=1 then bell,",
        sentence: "an action after 'then' is not valid; write 'bell', 'run PROGRAM …' or 'post ADDRESS'"),
    Fault(
        line: "without>=1 then https://secret.org",
        sentence: "an action after 'then' is not valid; write 'bell', 'run PROGRAM …' or 'post ADDRESS'"),
])
private func faultsNameThePart(fault: Fault) {
    let error = #expect(throws: MonitoringError.self) { try AlertRule(parsing: fault.line) }
    #expect(error?.reason == fault.sentence)
    #expect(error?.description.contains("secret") != true)
}

@Suite struct AlertGrammarTests {
    /// Nothing that somebody types makes it stop.
    @Test func randomTextIsRefusedOrRead() {
        var generator = SeededGenerator(seed: 1)
        let parts = [
            "without", "incorrect", ">=", "1", "30%", "for", "in", "every", "then", "bell", "run", "post", ",", ":",
            "\"",
            "'", "\\", "5s", "https://x", " ", "+", "é", "\u{0}",
        ]
        for _ in 0..<3000 {
            let line = (0..<Int.random(in: 0...12, using: &generator)).compactMap { _ in
                parts.randomElement(using: &generator)
            }.joined(separator: Bool.random(using: &generator) ? " " : "")
            do {
                let rule = try AlertRule(parsing: line)
                let again = try AlertRule(parsing: "\(rule)")
                #expect(again.description == rule.description)
            } catch { #expect(!error.reason.isEmpty) }
        }
    }

    @Test func addressesAreNeverShown() throws {
        for text in ["https://bot:hunter2@chat.example.org/hunter2?key=hunter2#hunter2", "${hunter2}/hunter2"] {
            let action = try #require(AlertAction.post(parsing: text))
            var dumped = ""
            dump(action, to: &dumped)
            for shown in ["\(action)", String(reflecting: action), "\([action])", dumped] {
                #expect(!shown.contains("hunter2"), "\(shown)")
            }
            #expect(action == .post(SecretAddress(text)))
        }
    }

    @Test(arguments: [
        ("entrence", "entrance"), ("Entrance", "entrance"), ("zone", "zones"), ("completely", nil), ("", nil),
    ])
    func theNearestNameIsSuggested(word: String, name: String?) {
        #expect(word.nearest(of: ["entrance", "zones", "lines"]) == name)
    }
}
