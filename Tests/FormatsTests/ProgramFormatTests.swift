import Foundation
import Testing

@testable import FaceMaskFormats

/// The formats that programs read.
@Suite struct ProgramFormatTests {
    private struct Fault: Error, Equatable {
        var line: Int
        var reason: String
    }

    @Test(arguments: [
        ("plain", "plain"), ("", ""), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""),
        ("two\nlines", "\"two\nlines\""),
        (",\u{301}", "\",\u{301}\""),
    ])
    func fieldsAreQuotedWhereNeeded(text: String, field: String) throws {
        #expect(CSV.field(text) == field)
        let rows = try CSVRows("\(field),x\n") { Fault(line: $0, reason: $1) }.rows
        #expect(rows.map(\.fields) == [[text, "x"]])
    }

    @Test func rowsHaveLineNumbers() throws {
        let text = "\u{FEFF}a,b\r\n\r\n\"1\n2\",3\n4"
        let rows = try CSVRows(text) { Fault(line: $0, reason: $1) }.rows
        #expect(rows.map(\.line) == [1, 3, 5])
        #expect(rows.map(\.fields) == [["a", "b"], ["1\n2", "3"], ["4"]])
    }

    @Test func anOpenQuoteIsAFault() {
        #expect(throws: Fault(line: 2, reason: "begins a quoted field that does not end")) {
            try CSVRows("a\n\"b") { Fault(line: $0, reason: $1) }
        }
    }

    @Test func columnsAreNamesWithTheirValues() {
        let columns = CSVColumns<(name: String, count: Int)>([
            ("name", { $0.name }), ("a,b", { "\($0.count)" }),
        ])
        #expect(columns.names == ["name", "a,b"] && columns.header == "name,\"a,b\"\r\n")
        #expect(columns.text(of: ("x\"y", 3)) == "\"x\"\"y\",3\r\n")
    }

    @Test func jsonIsTheSameForEqualValues() throws {
        let value = ["b": "a/b", "a": "ü"]
        #expect(try value.json() == #"{"a":"ü","b":"a/b"}"#)
        #expect(try value.indentedJSON() == "{\n  \"a\" : \"ü\",\n  \"b\" : \"a/b\"\n}\n")
    }

    @Test(arguments: [
        (RoundedNumber.pixels(1.006), "1.01"), (.pixels(Float.nan), "null"), (.share(0.123_45), "0.1235"),
        (.seconds(Double.infinity), "null"), (.share(1), "1"),
    ])
    func numbersAreRounded(number: RoundedNumber, json: String) throws {
        #expect(try [number].json() == "[\(json)]")
    }

    @Test(arguments: [
        ("a < b && c > d", "a &lt; b &amp;&amp; c &gt; d", "markup"), ("'\"", "&#39;&quot;", "quotes"),
        ("a\tb\r\n", "a\tb\r\n", "white space stays"), ("nul\u{0}bell\u{7}\u{FFFF}", "nulbell", "what XML can't hold"),
        ("e\u{301}>", "e\u{301}&gt;", "combining marks"),
    ])
    func markupIsEscaped(text: String, escaped: String, reason: String) {
        #expect(Markup.escaped(text) == escaped, "\(reason)")
    }

    @Test func tablesAreEscaped() {
        #expect(
            HTML.table(header: [], rows: [["<a>", "1"]])
                == "<table><tbody><tr><td>&lt;a&gt;</td><td>1</td></tr>\n</tbody></table>\n")
    }
}
