import FaceMaskCore
import Foundation
import FaceMaskSinks
import Testing

@Suite struct TextTests {
    @Test(arguments: SinkCase.all)
    func thereIsALineForEachFace(_ row: SinkCase) throws {
        let text = try text(of: row.result, isColored: false)
        switch row.result {
        case .failure: #expect(text.isEmpty, "a failure is told on stderr")
        case .photo(let photo):
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.count == photo.sightings.count + 2, Comment(rawValue: row.reason))
            #expect(lines.last == "")
            for (line, sighting) in zip(lines.dropFirst(), photo.sightings) {
                #expect(line.contains(sighting.verdict.label.replacing("_", with: " ")))
            }
            #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" }, "nothing steers the terminal")
        }
    }

    @Test func textIsStable() throws {
        let sightings = [SinkCase.sighting(), SinkCase.sighting(state: nil)]
        #expect(
            try text(of: .photo(SinkCase.photo("a.jpg", sightings)), isColored: false) == """
                a.jpg  640×480, 2 faces
                    1  without mask            75 %  at 10,-2  size 100×100
                    2  unsure                  75 %  at 10,-2  size 100×100

                """)
        #expect(
            try text(of: .photo(SinkCase.photo("a.jpg", [])), isColored: false) == "a.jpg  640×480, no face\n")
    }

    @Test func nonfiniteNumbersAreQuestionMarks() throws {
        let odd = SinkCase.sighting(
            box: Box(x1: .nan, y1: 1e30, x2: .infinity, y2: 0), probabilities: [.worn: .nan], state: .worn)
        let text = try text(of: .photo(SinkCase.photo("a.jpg", [odd])), isColored: false)
        #expect(text.contains("  ? %  at ?,?  size ?×?"))
    }

    @Test(arguments: [
        (MaskState?.some(.worn), "32"), (.some(.wornIncorrectly), "33"), (.some(.notWorn), "31"), (nil, "90"),
    ])
    func colourFollowsTheStateAndEnds(state: MaskState?, code: String) throws {
        let text = try text(of: .photo(SinkCase.photo("a.jpg", [SinkCase.sighting(state: state)])), isColored: true)
        #expect(text.contains("\u{1B}[\(code)m"))
        #expect(text.contains("\u{1B}[0m"))
    }

    @Test(arguments: [
        ("plain", "plain", "nothing to do"),
        ("a\nb\t", "a\\nb\\t", "line breaks and tabs"),
        ("\u{1B}[31m", "\\u{1B}[31m", "an escape code"),
        ("\u{202E}gpj.exe", "\\u{202E}gpj.exe", "text that runs backwards"),
        ("👩‍🚀", "👩‍🚀", "joiners hold emoji together"),
        ("Ünï 日本", "Ünï 日本", "other scripts"),
    ])
    func printableTextCannotControlTheTerminal(text: String, expected: String, reason: String) {
        #expect(printable(text) == expected, Comment(rawValue: reason))
    }

    private func text(of result: SinkCase.Result, isColored: Bool) throws -> String {
        let collector = Collector()
        var sink = TextSink(isColored: isColored, write: collector.write)
        try sink.receive(result)
        try sink.finish()
        return collector.text
    }
}
