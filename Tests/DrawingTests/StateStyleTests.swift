import FaceMaskCore
import Testing

@testable import FaceMaskDrawing

@Suite struct StateStyleTests {
    @Test("Labels reach the contrast that WCAG 2.1 asks of text", arguments: FaceMarksTests.states)
    func hasContrast(state: MaskState?) {
        let color = StateStyle(of: state).color
        #expect(color.contrast(with: color.ink) >= 4.5)
    }

    @Test("Two states never share a colour or a sign, and unsettled ones have broken lines")
    func distinguishesStates() {
        let styles = FaceMarksTests.states.map(StateStyle.init)
        #expect(Set(styles.map(\.color)).count == 4)
        #expect(Set(styles.map(\.sign)).count == 4)
        #expect(StateStyle(of: .wornIncorrectly).dash == .dashed)
        #expect(StateStyle(of: nil).dash == .dotted)
    }

    @Test(
        "Contrast is WCAG's ratio",
        arguments: [
            (Color.black, Color.white, 21.0), (.white, .white, 1),
            (Color(red: 119, green: 119, blue: 119), .white, 4.48),
        ])
    func measuresContrast(color: Color, other: Color, ratio: Double) {
        #expect(abs(color.contrast(with: other) - ratio) < 0.01)
        #expect(color.contrast(with: other) == other.contrast(with: color))
    }

    @Test(
        "Sizes follow the picture and the face",
        arguments: [
            (300, 300, 60, 11, 2, "a small picture: the smallest letters"),
            (1600, 1600, 400, 29, 5, "a portrait: letters as large as a caption"),
            (1600, 1000, 30, 11, 2, "a small face in a crowd"),
            (8000, 8000, 1600, 147, 25, "a huge portrait: the same look, five times as large"),
            (8000, 6000, 100, 52, 9, "a small face in a huge picture: readable after shrinking"),
            (8000, 200, 150, 15, 3, "a panorama: its height counts, too"),
            (100, 100, 9, 11, 1, "a tiny face: the line leaves most of it free"),
        ])
    func followsSizes(width: Int, height: Int, side: Float, font: Float, line: Float, reason: String) {
        let box = Box(x1: 0, y1: 0, x2: side, y2: side)
        let metrics = AnnotationMetrics(box: box, pictureWidth: width, pictureHeight: height)
        #expect(metrics.fontSize == font, "\(reason)")
        #expect(metrics.lineWidth == line, "\(reason)")
    }

    @Test("Pixels come back from a canvas as they went", arguments: [1, 2, 3, 17, 64])
    func keepsPixels(width: Int) throws {
        let image = Image.pattern(width, 5)
        let whole = Box(width: width, height: 5)
        let canvas = try Canvas(width: width, height: 5, subject: "test")
        try canvas.load(whole, of: image.pixels, width: width)
        var pixels = [UInt8](repeating: 0, count: image.pixels.count)
        try canvas.store(whole, to: &pixels, width: width)
        #expect(pixels == image.pixels)
    }

    @Test(
        "Cairo's refusals are errors in its words",
        arguments: [(40_000, 10, "wider than Cairo's limit"), (-1, 10, "negative")])
    func reportsCairosError(width: Int, height: Int, reason: String) throws {
        let error = try #require(throws: DrawingError.self, "\(reason)") {
            let canvas = try Canvas(width: width, height: height, subject: "a test")
            try canvas.check()
        }
        #expect(error.code == .library, "\(reason)")
        #expect(error.description.hasPrefix("Could not draw a test: Cairo reports 'invalid value"), "\(reason)")
    }

    @Test("A size beyond Cairo's numbers is refused before Cairo sees it")
    func refusesHugeCanvas() {
        #expect(throws: DrawingError.self) {
            let canvas = try Canvas(width: .max, height: 1, subject: "a test")
            try canvas.check()
        }
    }
}
