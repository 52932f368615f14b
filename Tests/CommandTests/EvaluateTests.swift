import Foundation
import Testing

@Suite struct EvaluateTests {
    /// A crop set of the portrait and its mirror of wrong labels: rights and mistakes in known numbers.
    private static func makeCropSet(in playground: Playground) throws {
        let record = { (file: String, state: String, group: Int) in
            """
            {"file":"\(file)","state":"\(state)","source":"s/<b>\(file)","origin":"s/x","group":\(group),"hash":"0",\
            "box":[170,50,285,205],"box_kind":"detected","face_side":115,\
            "landmarks":[[205,110],[250,110],[228,138],[208,158],[248,158]]}
            """
        }
        let files = (0..<6).map { "\($0).png" }
        for file in files { try playground.copy(Playground.portrait, as: "set/\(file)") }
        // Five are labelled rightly, one is not.
        let lines = files.enumerated().map {
            record($0.element, $0.offset == 0 ? "with_mask" : "without_mask", $0.offset)
        }
        try playground.write(Array(lines.joined(separator: "\n").utf8), as: "set/crops.jsonl")
    }

    @Test func everythingIsWritten() async throws {
        let playground = try Playground()
        try Self.makeCropSet(in: playground)
        let line = "facemask evaluate --dataset set --format json --report r.html --predictions p.csv"
        let outcome = try await Command.run(line, in: playground.root)
        #expect(outcome.code == 0, "\(outcome.errors)")
        let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
        #expect(object?.keys.sorted() == ["dataset", "models", "seconds"])
        #expect(try String(contentsOf: playground.path("r.html"), encoding: .utf8).hasPrefix("<!DOCTYPE html>"))
        let rows = try String(contentsOf: playground.path("p.csv"), encoding: .utf8).split(separator: "\r\n")
        #expect(rows.count == 7)
    }

    @Test func textFitsATerminal() async throws {
        let playground = try Playground()
        try Self.makeCropSet(in: playground)
        let outcome = try await Command.run("facemask evaluate --dataset set", in: playground.root)
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
        #expect(outcome.output.contains("of 6\n") && outcome.output.contains("too few to say"))
    }
}
