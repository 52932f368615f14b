import FaceMaskCore
import FaceMaskFormats

/// The appearance of a state. States differ in colour, line and sign, so that they can be told apart with any colour
/// vision and in greyscale.
struct StateStyle: Hashable, Sendable {
    /// A sign drawn as lines, so that it doesn't depend on fonts.
    enum Sign: Hashable, Sendable {
        case tick
        case cross
        case exclamation
        case question
    }

    let color: Color
    let dash: Pen.Dash
    let sign: Sign

    /// The style of a state; `nil` is unsure.
    init(of state: MaskState?) {
        color = Color(StateAppearance(of: state).picture)
        (dash, sign) =
            switch state {
            case .worn: (.solid, .tick)
            case .notWorn: (.solid, .cross)
            case .wornIncorrectly: (.dashed, .exclamation)
            case nil: (.dotted, .question)
            }
    }
}

extension StateStyle.Sign {
    /// The stroke's width as a share of the sign's side, which matches a bold letter's stem.
    static let strokeShare: Float = 0.19

    /// The minimum stroke in pixels: thinner ones turn grey on the pixel grid.
    static let thinnestStroke: Float = 1.7

    /// The sign's lines in the unit square; a line between two equal points is a dot.
    var lines: [[Point]] {
        switch self {
        case .tick: [Self.line((0.06, 0.54), (0.37, 0.86), (0.94, 0.14))]
        case .cross: [Self.line((0.14, 0.14), (0.86, 0.86)), Self.line((0.86, 0.14), (0.14, 0.86))]
        case .exclamation: [Self.line((0.5, 0.08), (0.5, 0.6)), Self.line((0.5, 0.9), (0.5, 0.9))]
        case .question:
            [
                Self.line(
                    (0.22, 0.27), (0.31, 0.13), (0.5, 0.07), (0.69, 0.13), (0.78, 0.28), (0.7, 0.43), (0.5, 0.54),
                    (0.5, 0.64)),
                Self.line((0.5, 0.91), (0.5, 0.91)),
            ]
        }
    }

    private static func line(_ points: (Float, Float)...) -> [Point] {
        points.map { Point(x: $0.0, y: $0.1) }
    }

    /// Draws the sign in a square.
    func draw(on canvas: borrowing Canvas, in square: Box, color: Color) {
        let width = max(Self.thinnestStroke, square.width * Self.strokeShare)
        let pen = Pen(color: color, width: width, isRound: true)
        for line in lines {
            let points = line.map { Point(x: square.x1 + $0.x * square.width, y: square.y1 + $0.y * square.height) }
            canvas.stroke(points, with: pen)
        }
    }
}
