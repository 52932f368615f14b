import FaceMaskCore
import FaceMaskEvents
import Testing

@testable import FaceMaskSinks

@Suite struct FormatTests {
    @Test(
        "Each name is a format of its own",
        arguments: [
            ("text", "a.jpg  640×480, no face\n"),
            ("json", "[\n{\"faces\":[],\"height\":480,\"source\":\"a.jpg\",\"width\":640}\n]\n"),
            ("jsonl", "{\"faces\":[],\"height\":480,\"source\":\"a.jpg\",\"width\":640}\n"),
            (
                "csv",
                CSVSink.columns.joined(separator: ",") + "\r\na.jpg,640,480" + String(repeating: ",", count: 15)
                    + "\r\n"
            ),
        ])
    func formats(name: String, text: String) throws {
        let collector = Collector()
        var sink = try #require(ResultFormat(rawValue: name)).sink(write: collector.write)
        try sink.receive(SinkCase.photo("a.jpg", []))
        try sink.finish()
        #expect(collector.text == text)
    }

    @Test func namesAreStable() { #expect(ResultFormat.allCases.map(\.rawValue) == ["text", "json", "jsonl", "csv"]) }

    @Test("Live text tells of people as they appear")
    func liveText() throws {
        let collector = Collector()
        var sink = ResultFormat.text.sink(isLive: true, write: collector.write)
        let person = Track(
            id: 1, box: Box(x1: 0, y1: 0, x2: 1, y2: 1), verdict: Verdict(probabilities: [:], state: .worn),
            firstSeen: 0,
            lastSeen: 0)
        try sink.receive(PersonEvent(kind: .appeared, time: 0, person: person), in: "door")
        #expect(collector.text.hasPrefix("door    1  with mask"))
    }
}
