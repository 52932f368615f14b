/// The appearance of a line.
struct Pen: Hashable, Sendable {
    /// A pattern of dashes and gaps, as multiples of the line's width.
    enum Dash: Hashable, Sendable {
        case solid
        case dashed
        case dotted

        /// Dashes are much longer than dots, so that the two can be told apart even on the shortest edge.
        var pattern: [Float] {
            switch self {
            case .solid: []
            case .dashed: [4, 2.5]
            case .dotted: [1, 1.5]
            }
        }
    }

    var color: Color
    var width: Float
    var dash = Dash.solid
    /// Whether ends and corners are round; square corners keep a box's pixels crisp.
    var isRound = false
}
