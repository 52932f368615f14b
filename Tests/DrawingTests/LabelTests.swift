import FaceMaskCore
import TestSupport
import Testing

@testable import FaceMaskDrawing

@Suite struct LabelTests {
    private static func labelled(_ text: String) -> MarkedPicture {
        MarkedPicture(200, 100, FaceMark(box: Box(x1: 60, y1: 40, x2: 110, y2: 90), state: .worn, label: text))
    }

    @Test(
        "A label is inside the picture, wherever its box is",
        arguments: [
            (Box(x1: 0, y1: 0, x2: 60, y2: 60), "top left corner"),
            (Box(x1: 240, y1: 0, x2: 300, y2: 60), "top right corner"),
            (Box(x1: 0, y1: 140, x2: 60, y2: 200), "bottom left corner"),
            (Box(x1: 240, y1: 140, x2: 300, y2: 200), "bottom right corner"),
            (Box(x1: -50, y1: -50, x2: 10, y2: 10), "mostly above and left of the picture"),
            (Box(x1: 290, y1: 190, x2: 400, y2: 400), "mostly below and right of the picture"),
            (Box(x1: 0, y1: 0, x2: 300, y2: 200), "as large as the picture"),
            (Box(x1: -100, y1: -100, x2: 500, y2: 500), "around the picture"),
            (Box(x1: 120, y1: 80, x2: 121, y2: 81), "a single pixel"),
        ])
    func staysInside(box: Box, reason: String) throws {
        for state in FaceMarksTests.states {
            let mark = try #require(try MarkedPicture(300, 200, FaceMark(box, state)).placed().first)
            let label = try #require(mark.label, "\(reason)")
            #expect(Box(width: 300, height: 200).contains(label.plate), "\(reason)")
            let text = try #require(label.text, "\(reason)")
            #expect(label.plate.contains(label.sign), "\(reason)")
            #expect(label.textCorner.x + text.width <= label.plate.x2, "\(reason)")
            #expect(
                label.textCorner.y >= label.plate.y1 && label.textCorner.y + text.height <= label.plate.y2, "\(reason)")
        }
    }

    @Test(
        "A label is beside its face where there is room",
        arguments: [
            (Box(x1: 100, y1: 80, x2: 160, y2: 150), Point(x: 100, y: 80), "over the box"),
            (Box(x1: 100, y1: 3, x2: 160, y2: 80), Point(x: 100, y: 96), "under a box that touches the top"),
            (Box(x1: 280, y1: 80, x2: 300, y2: 150), Point(x: 180, y: 80), "moved in from the right edge"),
            (Box(x1: 100, y1: 0, x2: 160, y2: 200), Point(x: 100, y: 16), "inside a box as high as the picture"),
        ])
    func prefersRoomBesideTheFace(box: Box, bottomLeft: Point, reason: String) {
        var placer = LabelPlacer(picture: Box(width: 300, height: 200), faces: [box])
        let place = placer.place(width: 120, height: 16, atFace: 0)
        #expect(Point(x: place.x1, y: place.y2) == bottomLeft, "\(reason)")
    }

    @Test("Labels of neighbours don't overlap while there is another place")
    func avoidsOtherLabels() {
        let faces = (0..<4).map { Box(x1: 100 + Float($0) * 30, y1: 80, x2: 125 + Float($0) * 30, y2: 110) }
        var placer = LabelPlacer(picture: Box(width: 500, height: 200), faces: faces)
        let places = (0..<2).map { placer.place(width: 90, height: 16, atFace: $0) }
        #expect(places[0].overlap(with: places[1]) == 0)
    }

    private static let texts: [(LongText, String)] = [
        ("قناع على الوجه ٩٨٪", "Arabic"), ("נושא מסכה", "Hebrew"), ("戴口罩 98 %", "Chinese"),
        ("マスク着用", "Japanese"), ("मास्क पहना है", "Hindi"), ("สวมหน้ากาก", "Thai"), ("😷👩🏽‍⚕️🇩🇪", "emoji"),
        ("with قناع mixed 口罩", "both directions"),
        (LongText(repeating: "long ", count: 100_000), "half a million letters"),
        (LongText("e" + String(repeating: "\u{301}", count: 100_000)), "one endless character"),
        ("two\nlines\r\n\u{2029}", "breaks"),
        ("nul\u{0}inside", "a NUL"), ("\u{202E}overridden\u{FFFE}\u{7}", "controls"), ("<b>&amp;</b>", "markup"),
        (" ", "a blank"),
    ]

    @Test("Text of any script and length is laid out inside the picture", arguments: texts)
    func laysOutAnyText(text: LongText, reason: String) throws {
        let marked = Self.labelled(text.text)
        let label = try #require(try marked.placed().first?.label, "\(reason)")
        #expect(Box(width: 200, height: 100).contains(label.plate), "\(reason)")
        let image = Image(width: 200, height: 100, filledWith: (200, 200, 200))
        let drawn = try marked.drawn(on: image)
        #expect(drawn != image, "\(reason)")
        #expect(try marked.drawn(on: image) == drawn, "twice the same: \(reason)")
    }

    @Test("Letters without a font are counted, so that a machine without fonts is told from one with them")
    func countsMissingLetters() throws {
        let typesetter = try Typesetter(subject: "a test")
        #expect(typesetter.line("with mask", font: Font(size: 12))?.missingLetters == 0)
        // The last private code point, which no font of a system draws.
        #expect(typesetter.line("a\u{10FFFD}", font: Font(size: 12))?.missingLetters == 1)
    }

    @Test("Letters are really drawn, and different words differ")
    func drawsLetters() throws {
        let image = Image(width: 200, height: 100, filledWith: (200, 200, 200))
        let pictures = try ["mask", "ksam", "قناع"].map { try Self.labelled($0).drawn(on: image) }
        #expect(Set(pictures).count == 3)
    }

    @Test("Long labels shrink first, are shortened next, and give way to the sign at last")
    func fitsNarrowPictures() throws {
        func label(_ width: Int) throws -> PlacedMark.Label? {
            let mark = FaceMark(Box(x1: 5, y1: 40, x2: 35, y2: 80), .wornIncorrectly)
            return try MarkedPicture(width, 100, mark).placed().first?.label
        }
        #expect(try label(300)?.text?.font.size == AnnotationMetrics.smallestFont)
        let shrunk = try #require(try label(140)?.text)
        #expect(shrunk.font.size < AnnotationMetrics.smallestFont && !shrunk.isShortened)
        #expect(try label(80)?.text?.isShortened == true)
        let sign = try #require(try label(44))
        #expect(sign.text == nil)
        #expect(try label(30) == nil)
    }

    @Test("An empty label leaves the sign")
    func keepsTheSign() throws {
        let label = try #require(try Self.labelled("").placed().first?.label)
        #expect(label.text == nil)
    }
}
