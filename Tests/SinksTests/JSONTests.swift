import FaceMaskEvents
import FaceMaskCore
import Foundation
import FaceMaskSinks
import Testing

@Suite struct JSONTests {
    @Test(arguments: SinkCase.all)
    func aLineIsOneObjectWithStableKeys(_ row: SinkCase) throws {
        let collector = Collector()
        var sink = JSONLinesSink(write: collector.write)
        try sink.receive(row.result)
        try sink.finish()
        #expect(collector.text.hasSuffix("\n"), Comment(rawValue: row.reason))
        #expect(collector.text.utf8.count { $0 == UInt8(ascii: "\n") } == 1, Comment(rawValue: row.reason))
        let object = try #require(try JSONSerialization.jsonObject(with: Data(collector.text.utf8)) as? [String: Any])
        #expect(object["source"] as? String == row.source, Comment(rawValue: row.reason))
        switch row.result {
        case .failure(let failure):
            #expect(Set(object.keys) == ["source", "error"])
            #expect(object["error"] as? String == failure.sentence)
        case .photo(let photo):
            #expect(Set(object.keys) == ["source", "width", "height", "faces"])
            try check(try #require(object["faces"] as? [[String: Any]]), against: photo.sightings)
        }
    }

    private func check(_ faces: [[String: Any]], against sightings: [Sighting]) throws {
        #expect(faces.count == sightings.count)
        for (face, sighting) in zip(faces, sightings) {
            let landmarks: Set = sighting.face.landmarks == nil ? [] : ["landmarks"]
            #expect(Set(face.keys) == landmarks.union(["box", "score", "state", "probabilities"]))
            #expect(face["state"] as? String == sighting.verdict.label)
            expect(face["score"], is: sighting.face.score, within: 0.5e-4)
            let box = sighting.face.box
            for (number, value) in zip(try #require(face["box"] as? [Any]), [box.x1, box.y1, box.x2, box.y2]) {
                expect(number, is: value, within: 0.5e-2)
            }
            let probabilities = try #require(face["probabilities"] as? [String: Any])
            #expect(Set(probabilities.keys) == Set(sighting.verdict.probabilities.keys.map(\.label)))
            for (state, value) in sighting.verdict.probabilities {
                expect(probabilities[state.label], is: value, within: 0.5e-4)
            }
            if let points = sighting.face.landmarks?.points {
                let written = try #require(face["landmarks"] as? [[Double]])
                #expect(written.map(\.count) == [2, 2, 2, 2, 2])
                for (pair, point) in zip(written, points) {
                    expect(pair[0], is: point.x, within: 0.5e-2)
                    expect(pair[1], is: point.y, within: 0.5e-2)
                }
            }
        }
    }

    /// What is not a finite number is `null`, never 0 and never missing.
    private func expect(_ written: Any?, is value: Float, within tolerance: Double) {
        if value.isFinite {
            // Beside large numbers a Float's own steps are coarser than the tolerance.
            let slack = tolerance + Double(value.ulp)
            #expect((written as? Double).map { abs($0 - Double(value)) <= slack } == true)
        } else {
            #expect(written is NSNull)
        }
    }

    @Test func theArrayContainsTheSameObjectsAsLines() throws {
        let (array, lines) = (Collector(), Collector())
        var arraySink = JSONSink(write: array.write)
        var linesSink = JSONLinesSink(write: lines.write)
        for row in SinkCase.all {
            try arraySink.receive(row.result)
            try linesSink.receive(row.result)
        }
        try arraySink.finish()
        try linesSink.finish()
        let objects = try #require(try JSONSerialization.jsonObject(with: Data(array.text.utf8)) as? [NSObject])
        let separate = try lines.text.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? NSObject)
        }
        #expect(objects == separate)
        #expect(objects.count == SinkCase.all.count)
    }

    @Test func withoutResultsThereIsAnEmptyArrayAndNoLine() throws {
        let (array, lines) = (Collector(), Collector())
        var arraySink = JSONSink(write: array.write)
        try arraySink.finish()
        #expect(try (JSONSerialization.jsonObject(with: Data(array.text.utf8)) as? [Any])?.isEmpty == true)
        var linesSink = JSONLinesSink(write: lines.write)
        try linesSink.finish()
        #expect(lines.text.isEmpty)
    }

    @Test func aLineIsWrittenAtOnce() throws {
        let collector = Collector()
        var sink = JSONLinesSink(write: collector.write)
        try sink.receive(SinkCase.photo("a.jpg", [SinkCase.sighting()]))
        #expect(collector.pieces.count == 1, "a reader of a pipe never sees half a line")
    }

    @Test func textOfALineIsStable() throws {
        let collector = Collector()
        var sink = JSONLinesSink(write: collector.write)
        try sink.receive(SinkCase.photo("a.jpg", [SinkCase.sighting()]))
        #expect(
            collector.text == """
                {"faces":[{"box":[10,-2.5,110.13,97.5],"landmarks":[[1,2],[3,4],[5,6],[7,8],[9,10.13]],\
                "probabilities":{"with_mask":0.25,"without_mask":0.75},"score":0.8765,"state":"without_mask"}],\
                "height":480,"source":"a.jpg","width":640}

                """)
    }

    @Test func failureToWriteReachesTheCaller() {
        struct DiskFull: Error {}
        func refuse(_: String) throws { throw DiskFull() }
        let photo = SinkCase.photo("a.jpg", [])
        #expect(throws: DiskFull.self) {
            var sink = JSONLinesSink(write: refuse)
            try sink.receive(photo)
        }
        #expect(throws: DiskFull.self) {
            var sink = JSONSink(write: refuse)
            try sink.finish()
        }
        #expect(throws: DiskFull.self) {
            var sink = CSVSink(write: refuse)
            try sink.receive(photo)
        }
        #expect(throws: DiskFull.self) {
            var sink = TextSink(isColored: false, write: refuse)
            try sink.receive(photo)
        }
    }
}
