import FaceMaskCore
import Testing

@testable import FaceMaskDrawing

@Suite struct LabelTests {
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
        for state in SceneAnnotatorTests.states {
            let mark = try #require(try marks(of: PhotoResult(300, 200, Sighting(box, state))).first)
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

    @Test(
        "Text of any script and length is laid out inside the picture",
        arguments: [
            ("قناع على الوجه ٩٨٪", "Arabic"), ("נושא מסכה", "Hebrew"), ("戴口罩 98 %", "Chinese"),
            ("マスク着用", "Japanese"), ("मास्क पहना है", "Hindi"), ("สวมหน้ากาก", "Thai"), ("😷👩🏽‍⚕️🇩🇪", "emoji"),
            ("with قناع mixed 口罩", "both directions"),
            (String(repeating: "long ", count: 100_000), "half a million letters"),
            ("e" + String(repeating: "\u{301}", count: 100_000), "one endless character"),
            ("two\nlines\r\n\u{2029}", "breaks"),
            ("nul\u{0}inside", "a NUL"), ("\u{202E}overridden\u{FFFE}\u{7}", "controls"), ("<b>&amp;</b>", "markup"),
            (" ", "a blank"),
        ])
    func laysOutAnyText(text: String, reason: String) throws {
        let style = AnnotationStyle { _ in text }
        let photo = PhotoResult(200, 100, Sighting(Box(x1: 60, y1: 40, x2: 110, y2: 90), .worn))
        let label = try #require(try marks(of: photo, style: style).first?.label, "\(reason)")
        #expect(Box(width: 200, height: 100).contains(label.plate), "\(reason)")
        let image = Image(width: 200, height: 100, filledWith: (200, 200, 200))
        let drawn = try SceneAnnotator(style: style).annotate(image, with: photo)
        #expect(drawn != image, "\(reason)")
        #expect(try SceneAnnotator(style: style).annotate(image, with: photo) == drawn, "twice the same: \(reason)")
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
        let photo = PhotoResult(200, 100, Sighting(Box(x1: 60, y1: 40, x2: 110, y2: 90), .worn))
        let image = Image(width: 200, height: 100, filledWith: (200, 200, 200))
        let pictures = try ["mask", "ksam", "قناع"].map { word in
            try SceneAnnotator(style: AnnotationStyle { _ in word }).annotate(image, with: photo)
        }
        #expect(Set(pictures).count == 3)
    }

    @Test("Long labels shrink first, are shortened next, and give way to the sign at last")
    func fitsNarrowPictures() throws {
        func label(_ width: Int) throws -> SightingMark.Label? {
            try marks(of: PhotoResult(width, 100, Sighting(Box(x1: 5, y1: 40, x2: 35, y2: 80), .wornIncorrectly)))
                .first?
                .label
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
        let photo = PhotoResult(200, 100, Sighting(Box(x1: 60, y1: 40, x2: 110, y2: 90), .worn))
        let label = try #require(try marks(of: photo, style: AnnotationStyle { _ in "" }).first?.label)
        #expect(label.text == nil)
    }

    @Test(
        "English labels",
        arguments: [
            (MaskState.worn, 0.98, "with mask 98\u{A0}%"), (.notWorn, 0.97, "no mask 97\u{A0}%"),
            (.wornIncorrectly, 0.71, "worn incorrectly 71\u{A0}%"), (nil, 0.5, "unsure"),
            (.worn, 0.9951, "with mask >99\u{A0}%"), (.worn, 1, "with mask 100\u{A0}%"),
            (.worn, 1.5, "with mask 100\u{A0}%"),
            (.worn, -1, "with mask 0\u{A0}%"), (.worn, .nan, "with mask"),
        ] as [(MaskState?, Float, String)])
    func saysItInEnglish(state: MaskState?, probability: Float, label: String) {
        let verdict = Verdict(probabilities: [state ?? .worn: probability], state: state)
        #expect(AnnotationStyle.englishLabel(for: verdict) == label)
    }
}
