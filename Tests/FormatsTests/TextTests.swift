import FaceMaskCore
import Foundation
import Testing

@testable import FaceMaskFormats

@Suite struct TextTests {
    @Test(arguments: [
        (0, "0 photos"), (1, "1 photo"), (2, "2 photos"), (-1, "-1 photos"),
    ])
    func numbersAgreeWithTheirNouns(number: Int, phrase: String) {
        #expect(Phrases.count(number, "photo") == phrase)
    }

    @Test func irregularPluralsAreGiven() {
        #expect(Phrases.count(1, "person", "people") == "1 person")
        #expect(Phrases.count(2, "person", "people") == "2 people")
    }

    @Test func statesHaveAFixedOrder() {
        #expect(
            Phrases.states([nil: 4, .notWorn: 3, .wornIncorrectly: 2, .worn: 1])
                == "1 with mask, 2 mask worn incorrectly, 3 without mask, 4 unsure")
        #expect(Phrases.states([.notWorn: 3]) == "3 without mask")
        #expect(Phrases.states([:]) == "")
    }

    @Test(arguments: [
        (0, "0 s"), (59.9, "59 s"), (60, "1 min 00 s"), (185, "3 min 05 s"), (3600, "1 h 00 min"),
        (3725, "1 h 02 min"),
    ])
    func durationsAreShort(seconds: Double, phrase: String) {
        #expect(Duration.seconds(seconds).phrase == phrase)
    }

    @Test(arguments: [
        ("clth", "cloth", "a missing letter"), ("CLOTH", "cloth", "another case"),
        ("surgicl", "surgical", "one of several"), ("ffp", "ffp2", "a short one"),
        ("shield", nil, "nothing is like it"), ("", nil, "nothing was typed"),
    ])
    func theNearestNameIsSuggested(typed: String, expected: String?, reason: String) {
        #expect(typed.nearest(of: ["cloth", "surgical", "ffp2"]) == expected, "\(reason)")
    }

    @Test func tablesAlignTheirColumns() {
        var table = TextTable(columns: ["state", "faces"])
        table.add(["with mask", "7"])
        table.add(["unsure", "1234"])
        table.add(["a heading that may reach over all columns"])
        #expect(
            table.lines == [
                "state      faces", "with mask      7", "unsure      1234", "a heading that may reach over all columns",
            ])
    }
}
