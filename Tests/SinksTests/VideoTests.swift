import FaceMaskEvents
import FaceMaskCore
import Testing

@testable import FaceMaskSinks

/// The output of sinks for frames, tracked people and events.
struct VideoTests {
    private static let worn = Verdict(probabilities: [.worn: 0.9, .notWorn: 0.1], state: .worn)
    private static let seen = Track(
        id: 3, box: Box(x1: 1, y1: 2, x2: 3, y2: 4.5),
        sighting: SinkCase.sighting(box: Box(x1: 9, y1: 9, x2: 10, y2: 10), score: 0.5, landmarks: nil), verdict: worn,
        firstSeen: 0.5, lastSeen: 61.26)
    private static let predicted = Track(
        id: 12, box: Box(x1: .nan, y1: 0, x2: 1, y2: 1), verdict: Verdict(probabilities: [:], state: nil), firstSeen: 1,
        lastSeen: 1)

    private static func frame(_ tracks: [Track]) -> FrameResult {
        FrameResult(
            of: Frame(image: Image(width: 64, height: 48), time: 0.23333333, index: 7), in: "clip.mp4",
            sightings: [SinkCase.sighting()], tracks: tracks)
    }

    @Test("A frame's line tells of those who are followed, not of sightings; a predicted face has no score")
    func jsonOfAFrame() throws {
        let collector = Collector()
        var sink = JSONLinesSink(write: collector.write)
        try sink.receive(Self.frame([Self.seen, Self.predicted]))
        try sink.receive(Self.frame([]))
        #expect(
            collector.pieces == [
                """
                {"faces":[{"box":[1,2,3,4.5],"probabilities":{"with_mask":0.9,"without_mask":0.1},"score":0.5,\
                "state":"with_mask","track":3},{"box":[null,0,1,1],"probabilities":{},"state":"unsure","track":12}],\
                "frame":7,"height":48,"source":"clip.mp4","time":0.2333,"width":64}

                """, "{\"faces\":[],\"frame\":7,\"height\":48,\"source\":\"clip.mp4\",\"time\":0.2333,\"width\":64}\n",
            ])
    }

    @Test("An event's line is stable; only a change says what was before")
    func jsonOfAnEvent() throws {
        let collector = Collector()
        var lines = JSONLinesSink(write: collector.write)
        let change = PersonEvent(kind: .stateChanged(from: nil, to: .worn), time: 62, person: Self.seen)
        try lines.receive(change, in: "clip.mp4")
        try lines.receive(PersonEvent(kind: .left, time: 64, person: Self.predicted), in: "clip.mp4")
        #expect(
            collector.pieces == [
                """
                {"box":[1,2,3,4.5],"event":"state_changed","first":0.5,"from":"unsure","last":61.26,\
                "probabilities":{"with_mask":0.9,"without_mask":0.1},"source":"clip.mp4","state":"with_mask",\
                "time":62,"track":3}

                """,
                """
                {"box":[null,0,1,1],"event":"left","first":1,"last":1,"probabilities":{},"source":"clip.mp4",\
                "state":"unsure","time":64,"track":12}

                """,
            ])
    }

    @Test("The array holds frames and events alike")
    func jsonArray() throws {
        let collector = Collector()
        var sink = JSONSink(write: collector.write)
        try sink.receive(Self.frame([]))
        try sink.receive(PersonEvent(kind: .appeared, time: 1, person: Self.seen), in: "clip.mp4")
        try sink.finish()
        #expect(collector.text.hasPrefix("[\n{") && collector.text.hasSuffix("}\n]\n"))
        #expect(collector.text.contains("},\n" + "" + "{") || collector.text.contains("}\n,"), "divided by one comma")
    }

    @Test("Rows have all columns: a followed face, a predicted one, nobody")
    func rows() throws {
        let collector = Collector()
        var sink = CSVSink(write: collector.write)
        try sink.receive(Self.frame([Self.seen, Self.predicted]))
        try sink.receive(Self.frame([]))
        try sink.receive(PersonEvent(kind: .left, time: 64, person: Self.seen), in: "clip.mp4")
        #expect(
            Array(collector.pieces.dropFirst()) == [
                "clip.mp4,64,48,1,1.0,2.0,3.0,4.5,0.5,with_mask,0.9,0.9,,0.1,,7,0.2333,3\r\n",
                "clip.mp4,64,48,2,,0.0,1.0,1.0,,unsure,0.0,,,,,7,0.2333,12\r\n",
                "clip.mp4,64,48,,,,,,,,,,,,,7,0.2333,\r\n",
            ])
        for row in collector.pieces {
            #expect(row.split(separator: ",", omittingEmptySubsequences: false).count == CSVSink.columns.count)
        }
    }

    @Test("People read one line for the video and one for each person who left")
    func text() throws {
        let collector = Collector()
        var sink = TextSink(isColored: false, write: collector.write)
        try sink.receive(Self.frame([Self.seen]))
        try sink.receive(PersonEvent(kind: .appeared, time: 1, person: Self.seen), in: "clip.mp4")
        try sink.receive(Self.frame([Self.seen]))
        try sink.receive(PersonEvent(kind: .left, time: 64, person: Self.seen), in: "clip.mp4")
        #expect(
            collector.text == """
                clip.mp4  64×48
                    3  with mask              from 0:00.5 to 1:01.3

                """)
    }

    @Test("A live sink tells of every event of a person whose state is known")
    func liveText() throws {
        let kinds: [(PersonEvent.Kind, known: String, unsure: String)] = [
            (.appeared, "door    3  with mask              at 1:04.0\n", ""),
            (.stateChanged(from: nil, to: .worn), "door    3  with mask              at 1:04.0\n", ""),
            (
                .crossed(line: "gate", direction: "in"),
                "door    3  with mask              across gate, in, at 1:04.0\n",
                "door   12  unsure                 across gate, in, at 1:04.0\n"
            ),
            (
                .left, "door    3  with mask              from 0:00.5 to 1:01.3\n",
                "door   12  unsure                 from 0:01.0 to 0:01.0\n"
            ),
        ]
        for (kind, known, unsure) in kinds {
            for (person, expected) in [(Self.seen, known), (Self.predicted, unsure)] {
                let collector = Collector()
                var sink = TextSink(isColored: false, isLive: true, write: collector.write)
                try sink.receive(PersonEvent(kind: kind, time: 64, person: person), in: "door")
                #expect(collector.text == expected, "\(kind.label)")
            }
        }
    }

    @Test(
        "Moments are minutes, seconds and tenths",
        arguments: [
            (0.0, "0:00.0"), (0.04, "0:00.0"), (59.96, "1:00.0"), (3599.99, "1:00:00.0"), (3661.2, "1:01:01.2"),
            (-1.5, "-0:01.5"), (.nan, "?"), (.infinity, "?"), (1e300, "?"),
        ])
    func clock(seconds: Double, words: String) { #expect(TextSink.clock(seconds) == words) }

    @Test("A person's row has the columns of its header")
    func personRow() {
        let names = PersonRow.header.split(separator: ",")
        let row = PersonRow(Self.seen, in: "a,b.mp4").text
        #expect(row == "\"a,b.mp4\",3,with_mask,0.5,61.26,60.76,0.9,0.9,,0.1\r\n")
        let plain = PersonRow(Self.predicted, in: "c.mp4").text.split(separator: ",", omittingEmptySubsequences: false)
        #expect(plain.count == names.count && PersonRow.header == PersonRow.columns.joined(separator: ",") + "\r\n")
    }
}
