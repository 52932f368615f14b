import FaceMaskCore

/// The common elements of all plots: the sheet, its margins, fonts and greys.
struct PlotSheet {
    /// The size that letters and lines are designed for: half the width of a printed page.
    static let designWidth: Float = 800
    static let designHeight: Float = 500
    static let smallestUnit: Float = 0.6

    static let inkColor = Color(red: 38, green: 38, blue: 38)
    static let axisColor = Color(red: 110, green: 110, blue: 110)
    /// Visible, but in the background.
    static let gridColor = Color(red: 226, green: 226, blue: 226)

    let size: PlotSize
    let typesetter: Typesetter

    /// The scale relative to the design size.
    var unit: Float {
        let growth = (Float(size.width) * Float(size.height) / (Self.designWidth * Self.designHeight)).squareRoot()
        return max(growth, Self.smallestUnit)
    }
    var margin: Float { (14 * unit).rounded() }
    var titleFont: Font { Font(size: (16 * unit).rounded(), isBold: true) }
    var nameFont: Font { Font(size: (13 * unit).rounded()) }
    var tickFont: Font { Font(size: (12 * unit).rounded()) }
    /// The width of hairlines, in whole pixels.
    var hairline: Float { max(1, unit.rounded()) }
    /// The whole sheet without its margin.
    var inside: Box { Box(width: size.width, height: size.height).grown(by: -margin) }

    /// The distance between neighbouring parts.
    var gap: Float { (6 * unit).rounded() }

    /// Lays out `text` in at most `width` pixels; returns `nil` if it is empty or there isn't room.
    func line(_ text: String, font: Font, width: Float) -> TextLine? {
        guard !text.isEmpty, let line = typesetter.line(text, font: font) else { return nil }
        return line.fit(width: width, smallest: (font.size * 0.75).rounded()) ? line : nil
    }

    /// Draws a plot named `title` with `body` and returns it as a file in `format`.
    static func render(
        _ title: String, as format: PlotFormat, size: PlotSize,
        body: (_ sheet: PlotSheet, _ canvas: borrowing Canvas) throws -> Void
    ) throws -> [UInt8] {
        let subject = title.isEmpty ? "an untitled plot" : "the plot '\(title)'"
        guard PlotSize.possibleSides.contains(size.width), PlotSize.possibleSides.contains(size.height) else {
            throw DrawingError(
                .unsuitableSize, subject: subject,
                reason: "\(size.width)×\(size.height) pixels are not within 160 to 10,000 on each side")
        }
        let sheet = PlotSheet(size: size, typesetter: try Typesetter(subject: subject))
        let canvas =
            switch format {
            case .png: try Canvas(width: size.width, height: size.height, subject: subject)
            case .svg: try Canvas(vectorWidth: size.width, height: size.height, subject: subject)
            }
        canvas.fill(Box(width: size.width, height: size.height), with: .white)
        try body(sheet, canvas)
        return try format == .png ? canvas.png() : canvas.svg(title: title)
    }
}
