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
        let line = """
            facemask evaluate "$CLASSIFIER" --dataset set --compare "$CLASSIFIER" --format json --report r.html \
            --predictions p.csv
            """
        let outcome = try await Command.run("CLASSIFIER='\(Playground.classifier.path)'; \(line)", in: playground.root)
        #expect(outcome.code == 0, "\(outcome.errors)")
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
        #expect(object.keys.sorted() == ["comparison", "dataset", "models", "seconds"])
        let dataset = try #require(object["dataset"] as? [String: Any])
        #expect(dataset["faces"] as? Int == 6 && dataset["kind"] as? String == "crop_set")
        let models = try #require(object["models"] as? [[String: Any]])
        #expect(models.count == 2 && models[0].keys.sorted() == ["evaluation", "model", "worst"])
        let worst = try #require(models[0]["worst"] as? [[String: Any]])
        #expect(worst.count == 1 && worst.first?["file"] as? String == "0.png")
        let comparison = try #require(object["comparison"] as? [String: Any])
        #expect(comparison["both_right"] as? Int == 5 && comparison["p_value"] as? Double == 1)
        try checkPage(String(contentsOf: playground.path("r.html"), encoding: .utf8))
        let rows = try String(contentsOf: playground.path("p.csv"), encoding: .utf8).split(separator: "\r\n")
        #expect(
            rows.count == 7 && rows.allSatisfy { $0.split(separator: ",").count == rows[0].split(separator: ",").count }
        )
    }

    /// Nothing runs, nothing is fetched, and names from the data are text.
    private func checkPage(_ page: String) {
        for word in ["<script", "http:", "https:", "src=\"/", "<b>0.png"] { #expect(!page.contains(word), "\(word)") }
        #expect(page.contains("data:image/svg+xml;base64,") && page.contains("data:image/jpeg;base64,"))
        #expect(page.contains("prefers-color-scheme: dark"))
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
