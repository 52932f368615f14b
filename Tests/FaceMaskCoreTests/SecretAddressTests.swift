import FaceMaskCore
import Testing

private struct Row: CustomTestStringConvertible, Sendable {
    let reason: String
    let text: String
    let shown: String
    var testDescription: String { reason }
}

@Suite struct SecretAddressTests {
    @Test(arguments: [
        Row(reason: "a host alone", text: "https://example.org", shown: "https://example.org/…"),
        Row(
            reason: "a secret path and query", text: "https://example.org/hunter2?k=hunter2",
            shown: "https://example.org/…"),
        Row(reason: "user and password", text: "rtsp://anna:hunter2@host:554/a", shown: "rtsp://host:554/…"),
        Row(reason: "a password with an @", text: "rtsp://anna:hun@ter2@host/a", shown: "rtsp://host/…"),
        Row(
            reason: "a password with a slash: no telling where the host is", text: "rtsp://a:hunter2/x@host/",
            shown: "rtsp://…"),
        Row(reason: "an @ in the path may be part of a token", text: "https://h/@hunter2", shown: "https://…"),
        Row(reason: "a variable as password", text: "rtsp://a:${PASSWORD}@host/", shown: "rtsp://host/…"),
        Row(reason: "a variable as host", text: "rtsp://cam-${hunter2}/", shown: "rtsp://cam-/…"),
        Row(reason: "a variable as the whole", text: "${hunter2}", shown: "an address"),
        Row(reason: "a path", text: "street.mp4", shown: "street.mp4"),
    ])
    private func onlyTheHostIsShown(row: Row) {
        let address = SecretAddress(row.text)
        var dumped = ""
        dump(address, to: &dumped)
        #expect("\(address)" == row.shown)
        for shown in ["\(address)", String(reflecting: address), "\([address])", dumped] {
            #expect(!shown.contains("hunter2"), "\(shown)")
        }
        #expect(address.text == row.text)
    }

    @Test func aSecretInTheHostsPlaceIsNotShown() {
        let address = SecretAddress("telegram://hunter2/chat", hidesHost: true)
        #expect("\(address)" == "telegram://…" && address.scheme == "telegram")
        #expect("\(SecretAddress("telegram://${hunter2}", hidesHost: true))" == "telegram://…")
    }

    @Test(arguments: [
        ("rtsp://u:${A}@h/", "rtsp://u:p%40ss%2Fw%C3%B6rd@h/"), ("${A}", "p@ss/wörd"), ("${A}/", "p%40ss%2Fw%C3%B6rd/"),
        ("http://h/?a=${A}&b=${EMPTY}.", "http://h/?a=p%40ss%2Fw%C3%B6rd&b=."),
        ("http://h/${LOOP}", "http://h/%24%7BA%7D"), ("http://h/$A/${}/${1}", "http://h/$A/${}/${1}"),
    ])
    func variablesAreReplaced(text: String, expanded: String) throws {
        let environment = ["A": "p@ss/wörd", "LOOP": "${A}", "EMPTY": ""]
        #expect(try SecretAddress(text).expanded(with: environment) == expanded)
    }

    @Test func missingVariableIsNamed() {
        let error = #expect(throws: SecretAddress.MissingVariable.self) {
            try SecretAddress("https://h/${A}/${NONE}").expanded(with: ["A": "a"])
        }
        #expect(error?.name == "NONE")
    }

    @Test(arguments: [("HTTPS://h", "https"), ("rtsp://h", "rtsp"), ("a.mp4", nil), ("${A}://h", nil), ("://h", nil)])
    func schemes(text: String, scheme: String?) { #expect(SecretAddress(text).scheme == scheme) }
}
