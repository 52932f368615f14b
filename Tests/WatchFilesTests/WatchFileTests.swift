import FaceMaskCore
import FaceMaskMonitoring
import FaceMaskWatchFiles
import TestSupport
import Testing

private let good = """
    # Two doors and a hall.
    defaults:
      zones:
        near: [[0, 0.5], [1, 0.5], [1, 1], [0, 1]]
      alerts:
        - without>=1 for 5s in near every 60s
      output: out/{name}.mp4
    cameras:
      - name: door
        address: rtsp://guard:${DOOR_PASSWORD}@10.0.0.5/stream?token=hunter2
      - name: north hall
        address: 0
        zones:
          entrance: [[0.1, 0.5], [0.9, 0.5], [0.5, 1]]
          desk: [[0, 0], [0.2, 0], [0.2, 0.2]]
        lines:
          gate: [[0, 0.6], [1, 0.6]]
        alerts:
          - name: hall
            when: without+incorrect>=30%
            for: 10s
            in: entrance
            every: 5m
            then: [bell, {run: [notify, "--loud, please"]}, {post: "https://example.org/hunter2"}]
          - "desk: without>=1 in desk then run notify"
        output: hall.mp4
      - {name: lobby, address: lobby.mp4, alerts: []}
    """

@Suite struct WatchFileTests {
    @Test func camerasTakeDefaultsAndOverrideThem() throws {
        let cameras = try WatchFile(yaml: good, file: "cameras.yml").cameras
        #expect(cameras.map(\.name) == ["door", "north hall", "lobby"])
        #expect(
            cameras.map(\.address.text) == [
                "rtsp://guard:${DOOR_PASSWORD}@10.0.0.5/stream?token=hunter2", "0", "lobby.mp4",
            ])
        #expect(cameras.map { $0.zones.map(\.name) } == [["near"], ["entrance", "desk"], ["near"]])
        #expect(cameras.map { $0.lines.map(\.name) } == [[], ["gate"], []])
        #expect(cameras.map(\.output) == ["out/door.mp4", "hall.mp4", "out/lobby.mp4"])
        let rules = cameras.map { $0.alerts.map(\.description) }
        #expect(
            rules == [
                ["without>=1 for 5s in near"],
                ["hall: without+incorrect>=30% for 10s in entrance every 300s", "desk: without>=1 in desk"],
                [],
            ])
        #expect(
            cameras[1].alerts[0].actions.map(\.description) == ["bell", "run notify", "post https://example.org/…"])
        #expect(
            cameras[1].alerts[0].actions.contains(.command(program: "notify", arguments: ["--loud, please"])))
    }

    @Test func secretsAreNeverShown() throws {
        let file = try WatchFile(yaml: good, file: "cameras.yml")
        var dumped = ""
        dump(file, to: &dumped)
        for shown in [dumped, "\(file)", String(reflecting: file)] {
            #expect(!shown.contains("hunter2"))
            #expect(!shown.contains("guard"))
            #expect(!shown.contains("DOOR_PASSWORD"))
        }
        #expect("\(file.cameras[0].address)" == "rtsp://10.0.0.5/…")
        #expect("\(file.cameras[2].address)" == "lobby.mp4")
    }

    @Test func missingFileIsReported() {
        let error = #expect(throws: WatchFileError.self) { try WatchFile(contentsOf: "/nowhere/cameras.yml") }
        #expect(error?.code == .unreadable)
        #expect(
            error?.description.hasPrefix("The file of cameras '/nowhere/cameras.yml' can't be read because ") == true)
    }

    /// Truncated anywhere, it is read or refused, and messages contain no secrets.
    @Test func everyPrefixIsReadOrRefused() {
        for length in 0..<good.count {
            do { _ = try WatchFile(yaml: String(good.prefix(length)), file: "c.yml") } catch {
                #expect(!error.description.contains("hunter2"), "\(error)")
            }
        }
    }

    @Test(arguments: [
        LongText(repeating: "[", count: 100_000), LongText(repeating: "a: ", count: 1000), "a: &a [*a, *a]", "\u{0}",
        "---\n---\n", LongText(repeating: " ", count: 2_000_000), "cameras: !!binary x", "? [a]\n: b",
    ])
    func hostileTextIsRefused(yaml: LongText) {
        #expect(throws: WatchFileError.self) { try WatchFile(yaml: yaml.text, file: "c.yml") }
    }
}

private struct Faulty: CustomTestStringConvertible, Sendable {
    let reason: String
    let yaml: String
    var line: Int?
    let sentence: String
    var testDescription: String { reason }
}

/// One camera, its further lines from line 4 on.
private func camera(_ rest: String) -> String { "cameras:\n  - name: door\n    address: cam\n    \(rest)\n" }

@Test(arguments: [
    Faulty(reason: "nothing", yaml: "", sentence: "it is empty; list cameras under 'cameras:'"),
    Faulty(
        reason: "a word", yaml: "door", line: 1,
        sentence: "the file must say 'defaults' or 'cameras', each with a colon"),
    Faulty(reason: "no cameras", yaml: "defaults: {}", line: 1, sentence: "it has no 'cameras'; list them there"),
    Faulty(reason: "an empty list", yaml: "cameras: []", line: 1, sentence: "'cameras' lists none"),
    Faulty(reason: "no list", yaml: "cameras: door", line: 1, sentence: "'cameras' must be a list"),
    Faulty(
        reason: "misspelt", yaml: "camera: []", line: 1,
        sentence: "the file has no 'camera'; write 'cameras' if that is meant"),
    Faulty(
        reason: "misspelt in a camera", yaml: camera("zone: {}"), line: 4,
        sentence: "a camera has no 'zone'; write 'zones' if that is meant"),
    Faulty(
        reason: "unknown in a camera", yaml: camera("resolution: 4"), line: 4,
        sentence: "a camera has no 'resolution'; it has 'name', 'address', 'zones', 'lines', 'alerts' and 'output'"),
    Faulty(
        reason: "not for all", yaml: "defaults:\n  address: cam\ncameras: []", line: 2,
        sentence: "'defaults' has no 'address'; it has 'zones', 'lines', 'alerts' and 'output'"),
    Faulty(reason: "no name", yaml: "cameras:\n  - address: cam", line: 2, sentence: "a camera has no 'name'"),
    Faulty(
        reason: "no address", yaml: "cameras:\n  - name: door", line: 2, sentence: "the camera 'door' has no 'address'"),
    Faulty(
        reason: "an empty address", yaml: "cameras:\n  - name: door\n    address:", line: 3,
        sentence: "'address' says nothing, or more than one line of text"),
    Faulty(
        reason: "a name twice", yaml: "cameras:\n  - {name: a, address: 0}\n  - {name: a, address: 1}", line: 3,
        sentence: "two cameras are called 'a'; give each a name of its own"),
    Faulty(
        reason: "one output for two",
        yaml: "defaults: {output: o.mp4}\ncameras:\n  - {name: a, address: 0}\n  - {name: b, address: 1}", line: 4,
        sentence: "the cameras 'a' and 'b' have the same 'output'; write {name} in its path"),
    Faulty(
        reason: "a key twice", yaml: camera("address: cam2"), line: 3, sentence: "it says 'address' twice in one place"),
    Faulty(
        reason: "zones as a list", yaml: camera("zones: []"), line: 4,
        sentence: "'zones' must be names, each with a list of points; write {} for none"),
    Faulty(
        reason: "a zone that is a bow", yaml: camera("zones: {z: [[0, 0], [1, 1], [1, 0], [0, 1]]}"), line: 4,
        sentence: "the zone 'z' can't be used because its border meets itself at the sides from corner 1 and from "
            + "corner 3; name the corners in the order of the border, each once"),
    Faulty(
        reason: "a point of three numbers", yaml: camera("zones: {z: [[0, 0, 0], [1, 1], [1, 0]]}"), line: 4,
        sentence: "the zone 'z' has a point that is not two numbers such as [0.25, 0.5]"),
    Faulty(
        reason: "a line with a bend", yaml: camera("lines: {l: [[0, 0], [1, 1], [1, 0]]}"), line: 4,
        sentence: "the line 'l' has 3 ends; give two, such as [[0, 0.5], [1, 0.5]]"),
    Faulty(
        reason: "an alert in no zone", yaml: camera("alerts: [without>=1 in hall]"), line: 4,
        sentence: "of the camera 'door': the alert 'without>=1 in hall' can't be used because there is no zone 'hall'; "
            + "define one"),
    Faulty(
        reason: "an alert nobody can read", yaml: camera("alerts: [without>=1 for ever]"), line: 4,
        sentence: "the alert 'without>=1 for ever' can't be used because 'for' needs a time such as '5s', '500ms', "
            + "'2m' or '1h', not 'ever'"),
    Faulty(
        reason: "an alert without a condition", yaml: camera("alerts: [{for: 5s}]"), line: 4,
        sentence: "an alert has no 'when', such as 'without>=1'"),
    Faulty(
        reason: "a time without its unit", yaml: camera("alerts:\n      - when: without>=1\n        for: 5"), line: 6,
        sentence: "'for' needs a time such as '5s', '500ms', '2m' or '1h'"),
    Faulty(
        reason: "an unknown action", yaml: camera("alerts: [{when: without>=1, then: sms}]"), line: 4,
        sentence: "an action under 'then' is 'bell', 'run: [PROGRAM, …]' or 'post: ADDRESS'"),
    Faulty(
        reason: "an address that is none", yaml: camera("alerts: [{when: without>=1, then: {post: hunter2}}]"), line: 4,
        sentence: "an action needs one of 'run' with a program and 'post' with an http or https address"),
])
private func faultsNameTheLineAndTheRemedy(faulty: Faulty) {
    let error = #expect(throws: WatchFileError.self) { try WatchFile(yaml: faulty.yaml, file: "c.yml") }
    #expect(error?.reason == faulty.sentence)
    #expect(error?.line == faulty.line)
}
